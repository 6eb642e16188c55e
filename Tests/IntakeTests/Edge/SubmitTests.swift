import FoundationEssentials
import HTTP
import Pipeline
import Postgres
import Telemetry
import Testing
import TestKit
import Tickets

@testable import Intake

@Suite("Handing a message in")
struct SubmitTests {
    @Test func `a message becomes a ticket with its first event and an outbox row`() async throws {
        try await withDoor { door in
            let token = try await door.token(.app, source: "shop-app")
            let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            let answer = try await door.post(message(), token, key: "\"k-1\"", with: ["traceparent": trace])
            #expect(answer.status == 201)
            let receipt = try answer.decoded(ReceiptDocument.self)
            #expect((receipt.status, receipt.stage) == ("waiting", "received"))
            #expect(answer.headers["Location"] == "/v1/tickets/\(receipt.id)")
            #expect(receipt.progress_url.hasPrefix("https://help.example.com/t/"))
            #expect(answer.headers["traceresponse"]?.hasPrefix("00-4bf92f3577b34da6a3ce929d0e0e4736-") == true)
            #expect(try await door.stored() == [1, 1, 1, 1])
            let id = try #require(TicketID(receipt.id))
            try await door.sql { session in
                let ticket = try #require(try Journal.read([id], in: session)[id])
                let events = try Journal.rows(of: id, in: session).map { try $0.event() }
                #expect(Ticket.folded(events) == ticket)
                #expect(ticket.number.description == receipt.number)
                #expect((ticket.channel, ticket.source, ticket.subject) == (.app, "shop-app", "收到的杯子碎了"))
                #expect(events[0].trace?.hasPrefix("00-4bf92f3577b34da6a3ce929d0e0e4736-") == true)
            }
        }
    }

    @Test func `every answer carries the headers that keep it private`() async throws {
        try await withDoor { door in
            for path in ["/openapi.json", "/nothing", "/v1/tickets/x"] {
                let headers = try await door.get(path).headers
                #expect(headers["Cache-Control"] == "no-store")
                #expect(headers["X-Content-Type-Options"] == "nosniff")
                #expect(headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'")
            }
        }
    }

    @Test func `requests are counted by route and status`() async throws {
        try await withDoor { door in
            _ = try await door.get("/v1/tickets/secret-id")
            let text = door.service.metrics.exposition()
            #expect(text.contains(#"route="/v1/tickets/{id}""#))
            #expect(text.contains(#"code="401""#))
            #expect(!text.contains("secret-id"))
        }
    }

    @Test func `the relay is told of new outbox rows`() async throws {
        try await withDoor { door in
            let token = try await door.token()
            try await door.database.pool.withConnection { connection in
                try await connection.listen(Outbox.channel)
                #expect(try await door.post(message(), token).status == 201)
                let heard = try await connection.notification(before: .now + .seconds(5))
                #expect(heard?.channel == Outbox.channel)
            }
        }
    }

    @Test func `two hundred messages at once are two hundred tickets in fewer transactions`() async throws {
        try await withDoor { door in
            let token = try await door.token()
            let receipts = try await withThrowingTaskGroup(of: ReceiptDocument.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        try await door.post(message("message \(number)"), token, key: "k\(number)").decoded()
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(receipts.map(\.id)).count == 200)
            #expect(Set(receipts.map(\.number)).count == 200)
            #expect(try await door.stored() == [200, 200, 200, 200])
            let gaps = try await door.sql { session in
                try session.query("SELECT ticket_id FROM ticket_event GROUP BY 1 HAVING max(seq) <> 1 OR count(*) <> 1")
                    .count
            }
            #expect(gaps == 0)
            let commits = door.metric("ticket_intake_commits_total")
            #expect((1..<200).contains(commits), "\(commits) transactions")
        }
    }
}

extension Door {
    /// The value of a metric without labels; -1 when it is not shown.
    func metric(_ name: String) -> Int {
        let lines = service.metrics.exposition().split(separator: "\n")
        let line = lines.first { $0.hasPrefix(name + " ") }
        return line.flatMap { Int($0.dropFirst(name.count + 1)) } ?? -1
    }
}
