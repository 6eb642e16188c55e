import Crypto
import FoundationEssentials
import HTTP
import NotifierRules
import Pipeline
import Postgres
import Telemetry
import TestKit
import Testing
import Tickets

@testable import Notifier

@Suite("Sending to a webhook") struct SendingTests {
    @Test func `the receiver can check who wrote it, and that it is whole`() async throws {
        try await withNotices { switchboard, receiver in
            try await switchboard.send(with: switchboard.sender())
            let request = try #require(receiver.requests.first)
            let line = try #require(try await switchboard.ledger(.webhook).first)
            #expect(line.state == "sent")
            #expect(request.headers["webhook-id"] == line.id.uuidString.lowercased())
            #expect(request.headers["content-type"] == CloudEvent.contentType)
            #expect(request.headers["traceparent"]?.utf8.count == 55)
            let id = try #require(request.headers["webhook-id"])
            let timestamp = try #require(request.headers["webhook-timestamp"])
            let signature = try #require(request.headers["webhook-signature"]).split(separator: ",")
            #expect(signature.first == "v1")
            let code = try #require(signature.last.flatMap { Base64.decode(String($0)) })
            let content = Array("\(id).\(timestamp).".utf8) + request.body
            #expect(HMACSHA256.isValid(code, for: content, key: Receiver.key))
            #expect(try CloudEvent.read(request.body).type == EventType.routed.rawValue)
            let figures = switchboard.metrics.exposition()
            #expect(figures.contains(#"notification_attempts_total{channel="webhook",result="sent"} 1"#))
        }
    }

    @Test func `what fails comes again with the same id until it arrives`() async throws {
        try await withNotices(for: [.empty(status: 500), .empty(status: 502)]) { switchboard, receiver in
            try await switchboard.send(with: switchboard.sender())
            #expect(receiver.ids.count == 3)
            #expect(Set(receiver.ids).count == 1)
            let line = try #require(try await switchboard.ledger(.webhook).first)
            #expect(line.state == "sent")
            #expect(line.attempts == 3)
            #expect(line.lastError == nil)
        }
    }

    @Test func `after the last attempt a notice is dead, with the reason`() async throws {
        try await withNotices(for: [.empty(status: 500), .empty(status: 400)]) { switchboard, receiver in
            try await switchboard.send(with: switchboard.sender(attempts: 2))
            #expect(receiver.requests.count == 2)
            let line = try #require(try await switchboard.ledger(.webhook).first)
            #expect(line.state == "dead")
            #expect(line.lastError == "answered 400")
        }
    }

    @Test func `410 disables the webhook and gives up what waits for it`() async throws {
        try await withNotices(4, for: [.empty(status: 410), .empty(status: 410)]) { switchboard, receiver in
            try await switchboard.send(with: switchboard.sender())
            #expect(receiver.requests.count <= 2)
            #expect(try await switchboard.ledger(.webhook).allSatisfy { $0.state == "dead" })
            let disabled = try await switchboard.database.pool.read { session in
                try session.first("SELECT disabled_reason FROM notifier.webhook")?[0, as: String?.self]
            }
            #expect(disabled == "it answered 410 Gone: it wants no more notices")
            _ = try await switchboard.receive(then: [.given(to: TicketFact.afterSales, nil)])
            try await switchboard.follow()
            #expect(try await switchboard.ledger(.webhook).count == 4)
        }
    }

    @Test func `a redirect is not followed`() async throws {
        let away = Response(status: 302, headers: ["Location": "/elsewhere"])
        try await withNotices(for: [away, away]) { switchboard, receiver in
            try await switchboard.send(with: switchboard.sender(attempts: 2))
            #expect(receiver.requests.map(\.path) == ["/hook", "/hook"])
            let line = try #require(try await switchboard.ledger(.webhook).first)
            #expect(line.lastError == "answered 302, a redirect; set the new address instead")
        }
    }

    @Test func `a private address is refused unless the setting allows it`() async throws {
        try await withNotices { switchboard, receiver in
            try await switchboard.send(with: switchboard.sender(attempts: 1, reachesPrivate: false))
            #expect(receiver.requests.isEmpty)
            let line = try #require(try await switchboard.ledger(.webhook).first)
            #expect(line.state == "dead")
            #expect(line.lastError?.contains("not allowed") == true)
        }
    }

    @Test func `a notice that was sent and not written down comes again with the same id`() async throws {
        try await withNotices { switchboard, receiver in
            let claims = Claims(lease: .zero)
            let claimed = try await switchboard.database.pool.transaction { session in
                try claims.take(atMost: 1, in: session)
            }
            let delivery = try #require(claimed.first)
            let client = HTTPClient(policy: .any)
            #expect(try await client.send(try Post.request(delivery)).status == 204)
            await client.close()
            // Here the first sender dies. Its lease has run out, so another one finds the notice due.
            try await switchboard.send(with: switchboard.sender())
            #expect(receiver.ids.count == 2)
            #expect(Set(receiver.ids).count == 1)
            #expect(try await switchboard.ledger(.webhook).map(\.state) == ["sent"])
        }
    }

    @Test func `an attempt that takes long stays with its sender`() async throws {
        try await withNotices(isHolding: true) { switchboard, receiver in
            let (first, second) = (try switchboard.sender(), try switchboard.sender())
            _ = try await first.pass()
            await receiver.has(1)
            try await switchboard.execute(
                "UPDATE notifier.notice SET next_at = now(), leased_until = now() WHERE state = 'pending'"
            )
            try await first.renew()
            #expect(try await second.pass() == 0)
            receiver.goOn()
            await first.flights.quiet()
            try await first.renew()
            #expect(try await switchboard.ledger(.webhook).map(\.state) == ["sent"])
            #expect(receiver.ids.count == 1)
        }
    }

    @Test func `the attempt of a sender that died is another's soon`() async throws {
        try await withNotices(isHolding: true) { switchboard, receiver in
            let (dead, second) = (try switchboard.sender(), try switchboard.sender())
            _ = try await dead.pass()
            await receiver.has(1)
            try await eventually("the lease has run out", within: .seconds(10)) { try await second.pass() == 1 }
            receiver.goOn()
            await second.flights.quiet()
            await dead.flights.quiet()
            #expect(Set(receiver.ids).count == 1)
            #expect(try await switchboard.ledger(.webhook).map(\.state) == ["sent"])
        }
    }

    @Test func `a secret that cannot sign sends nothing`() async throws {
        try await withNotices { switchboard, receiver in
            try await switchboard.execute("UPDATE notifier.webhook SET secret = 'whsec_%%%'")
            try await switchboard.send(with: switchboard.sender(attempts: 1))
            #expect(receiver.requests.isEmpty)
            let line = try #require(try await switchboard.ledger(.webhook).first)
            #expect(line.lastError == "\(UnusableSecret())")
        }
    }
}
