import FoundationEssentials
import HTTP
import Pipeline
import Postgres
import Telemetry
import TestKit
import Testing
import Tickets

@testable import Notifier

@Suite("Sparing a webhook's receiver") struct SparingTests {
    @Test func `two notices are on their way at once, whoever sends them`() async throws {
        try await withNotices(7, isHolding: true) { switchboard, receiver in
            let (one, other) = (try switchboard.sender(), try switchboard.sender())
            #expect(try await one.pass() == 2)
            #expect(try await other.pass() == 0)
            await receiver.has(2)
            #expect(receiver.requests.count == 2)
            receiver.goOn()
            await one.flights.quiet()
            #expect(receiver.most == 2)
            #expect(receiver.ids.count == 7)
            #expect(Set(receiver.ids).count == 7)
            #expect(try await switchboard.ledger(.webhook).allSatisfy { $0.state == "sent" })
        }
    }

    @Test func `after five failures in a row nothing is sent for a while`() async throws {
        let failures = Array(repeating: Response.empty(status: 500), count: 20)
        try await withNotices(12, for: failures) { switchboard, receiver in
            try await switchboard.send(with: switchboard.sender(attempts: 1))
            #expect((5...6).contains(receiver.requests.count))
            try await switchboard.survey()
            let figures = switchboard.metrics.exposition()
            #expect(figures.contains(#"notification_breaker_open{channel="webhook"} 1"#))
            #expect(figures.contains("notification_oldest_pending_timestamp_seconds 1"))
        }
    }

    @Test func `then one notice tries, and its success lets the others go`() async throws {
        let failures = Array(repeating: Response.empty(status: 500), count: 5)
        try await withNotices(12, for: failures, isHolding: true) { switchboard, receiver in
            try await switchboard.execute(
                "UPDATE notifier.webhook SET failures = 5, open_until = now() - interval '1 second'"
            )
            let sender = try switchboard.sender()
            #expect(try await sender.pass() == 1)
            #expect(try await sender.pass() == 0)
            receiver.goOn()
            await sender.flights.quiet()
            #expect(receiver.requests.count == 1, "the try failed")
            try await switchboard.execute("UPDATE notifier.webhook SET open_until = now(), failures = 0")
            try await switchboard.send(with: sender)
            #expect(try await switchboard.ledger(.webhook).allSatisfy { $0.state == "sent" })
        }
    }

    @Test func `a busy receiver is left alone as long as it asks`() async throws {
        let busy = Response(status: 503, headers: ["Retry-After": "120"])
        try await withNotices(1, for: [busy]) { switchboard, receiver in
            try await switchboard.send(with: switchboard.sender())
            #expect(receiver.requests.count == 1)
            let waits = try await switchboard.database.pool.read { session in
                try session.first(
                    """
                    SELECT next_at - now() BETWEEN interval '60 seconds' AND interval '120 seconds' AS notice,
                        open_until - now() BETWEEN interval '60 seconds' AND interval '120 seconds' AS webhook
                    FROM notifier.notice, notifier.webhook WHERE channel = 'webhook'
                    """
                )
            }
            #expect(try waits?["notice", as: Bool.self] == true)
            #expect(try waits?["webhook", as: Bool.self] == true)
        }
    }

    @Test func `what waits for a webhook that was removed is given up`() async throws {
        try await withNotices(1) { switchboard, _ in
            try await switchboard.execute("DELETE FROM notifier.webhook")
            try await switchboard.survey()
            let line = try #require(try await switchboard.ledger(.webhook).first)
            #expect(line.state == "dead")
            #expect(line.lastError == "the webhook was removed or disabled")
        }
    }
}
