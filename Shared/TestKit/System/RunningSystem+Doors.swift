import FoundationEssentials
package import HTTP
import Pipeline
import Testing
package import Tickets

/// What intake answers to an accepted ticket.
package struct Receipt: Decodable, Sendable, Hashable {
    package let id: TicketID
    package let number: String
    package let progressURL: String

    package enum CodingKeys: String, CodingKey {
        case id, number
        case progressURL = "progress_url"
    }
}

/// A page of desk's feed.
private struct FeedPage: Decodable {
    let events: [CloudEvent.Envelope]
    let next: String
}

/// A message as a channel hands it in.
private struct Message: Encodable {
    struct Contact: Encodable {
        let name: String
        let phone: String
    }

    let text: String
    let contact = Contact(name: "王芳", phone: "13900000000")
}

extension RunningSystem {
    /// Hands a message in, once, at the door of the process that is named.
    package func post(
        _ text: String,
        key: String,
        trace: String? = nil,
        at member: String = "intake",
        patience: Duration = .seconds(15)
    ) async throws -> ClientResponse {
        var headers: HTTPHeaders = [
            "Content-Type": "application/json", "Authorization": "Bearer \(try token("web"))",
            "Idempotency-Key": "\"\(key)\"",
        ]
        headers["traceparent"] = trace
        // The same bytes every time: intake takes a key with other bytes for another message.
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let body = Array(try encoder.encode(Message(text: text)))
        return try await http.send(
            ClientRequest(
                .post,
                "\(address(of: member))/v1/tickets",
                headers: headers,
                body: body,
                timeout: patience
            )
        )
    }

    /// Hands a message in as a good client does: the same key again until the answer is a yes.
    package func handIn(_ text: String, key: String, trace: String? = nil) async throws -> Receipt {
        var receipt: Receipt?
        try await eventually("\(key) is accepted", within: .seconds(60)) {
            guard let answer = try? await post(text, key: key, trace: trace) else { return false }
            guard answer.status == 201 else {
                let mayPass = answer.status >= 500 || answer.status == 409 || answer.status == 429
                try #require(mayPass, "\(answer.status) \(String(decoding: answer.body, as: UTF8.self))")
                return false
            }
            receipt = try JSONDecoder().decode(Receipt.self, from: Data(answer.body))
            return true
        }
        return try #require(receipt)
    }

    package func get(_ url: String, headers: HTTPHeaders = [:]) async throws -> ClientResponse {
        try await http.send(ClientRequest(.get, url, headers: headers, maxResponse: 4_000_000))
    }

    /// What desk's feed tells of a ticket, from the journal's beginning.
    package func feed(of ticket: TicketID) async throws -> [TicketEvent] {
        var events: [TicketEvent] = []
        var cursor = "0.0"
        while true {
            let answer = try await get("\(address(of: "desk"))/v1/events?after=\(cursor)&limit=500")
            try #require(answer.status == 200)
            let page = try JSONDecoder().decode(FeedPage.self, from: Data(answer.body))
            guard !page.events.isEmpty else { return events }
            events += try page.events.filter { $0.ticket == ticket }.map { try $0.event() }
            cursor = page.next
        }
    }
}

extension RunningSystem {
    /// What a service shows to Prometheus.
    package func metrics(of service: String) async throws -> String {
        let answer = try await get("\(operationsAddress(of: service))/metrics")
        return String(decoding: answer.body, as: UTF8.self)
    }
}
