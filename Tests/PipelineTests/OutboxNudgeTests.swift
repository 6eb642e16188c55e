import Postgres
import TestKit
import Testing

@testable import Pipeline

@Suite("A nudge") struct OutboxNudgeTests {
    @Test func `comes at once, and for all that is added while the relay is attentive once more`() async throws {
        try await withDatabase { database in
            let listener = try await Connection.open(database.configuration)
            try await listener.listen(Outbox.channel)
            let nudge = OutboxNudge(database.pool)
            let running = Task { try await nudge.run() }
            defer { running.cancel() }

            let began = ContinuousClock.now
            nudge.now()
            #expect(try await listener.notification(before: .now + .seconds(10)) != nil)
            for _ in 1...50 { nudge.now() }
            #expect(try await listener.notification(before: .now + .seconds(10)) != nil)
            #expect(.now - began >= OutboxNudge.attention / 2)
            // Had each of the fifty its own, the next would have come long before.
            #expect(try await listener.notification(before: .now + OutboxNudge.attention) == nil)
            await listener.close()
        }
    }
}
