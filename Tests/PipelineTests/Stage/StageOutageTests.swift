import Pipeline
import Postgres
import TestKit
import Testing

@Suite("A stage without its database", .timeLimit(.minutes(2)))
struct StageOutageTests {
    private func hangUp(_ bench: StageBench) async throws {
        _ = try await bench.count(
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE application_name = \(Probe.name) AND datname = current_database()
            """
        )
    }

    @Test func `has every effect once though its connections are cut again and again`() async throws {
        try await StageBench.with { bench in
            try await bench.write(1...100, notes: ["a", "b"])
            try await bench.whileRunning(answering: true, batch: 10) {
                for number in UInt64(1)...100 { try await bench.publish(number, [1, 2, 3]) }
                for mark in stride(from: 20, through: 260, by: 40) {
                    try await eventually("\(mark) effects are there") { try await bench.effectCount >= mark }
                    try await hangUp(bench)
                }
                try await bench.untilHandled(999)
            }
            for number in UInt64(1)...100 { #expect(try await bench.effects(number) == [1, 2, 3]) }
            #expect(try await bench.parked().isEmpty)
            #expect(try await bench.count("SELECT count(*) FROM ticket WHERE version = 6") == 100)
        }
    }

    @Test func `skips and parks nothing when it may not write`() async throws {
        try await StageBench.with { bench in
            try await bench.write(1...3, notes: ["a"])
            for number in UInt64(1)...3 { try await bench.publish(number, [1, 2]) }
            try await bench.setReadOnly(true)
            await #expect(throws: PostgresError.self) { try await bench.runToItsEnd() }
            try await bench.setReadOnly(false)
            #expect(try await bench.parked().isEmpty)
            try await bench.whileRunning { try await bench.untilHandled(9) }
            for number in UInt64(1)...3 { #expect(try await bench.effects(number) == [1, 2]) }
        }
    }
}

extension StageBench {
    /// For connections opened from now on, as after a fail-over to a standby.
    fileprivate func setReadOnly(_ isSo: Bool) async throws {
        let name = database.name
        try await database.pool.read { session in
            try session.script("ALTER DATABASE \(name) SET default_transaction_read_only = \(isSo ? "on" : "off")")
        }
    }
}
