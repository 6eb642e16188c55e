import Pipeline
import Postgres
import Telemetry
import TestKit
import Testing

@testable import Relay

@Suite("The gauges of the outbox", .timeLimit(.minutes(1)))
struct OutboxGaugesTests {
    @Test func `tell refused rows from those that wait, and show the database's state`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            try await database.pool.receive(1...3)
            _ = try await database.pool.transaction { session in
                try session.execute("UPDATE outbox SET refused = 'too big' WHERE id = (SELECT min(id) FROM outbox)")
                try session.execute("UPDATE outbox SET created_at = '2026-01-01T00:00:00Z' WHERE refused IS NOT NULL")
                try session.execute("UPDATE outbox SET created_at = '2026-01-02T00:00:00Z' WHERE refused IS NULL")
            }
            let figures = try await looked(at: database)
            #expect(figures["ticket_outbox_refused"] == 1)
            #expect(figures["ticket_outbox_pending"] == 2)
            #expect(figures["ticket_outbox_oldest_timestamp_seconds"] == 1_767_312_000)
            #expect(abs(try #require(figures["db_clock_offset_seconds"])) < 0.5)
            #expect(figures["db_oldest_transaction_timestamp_seconds"] == 0)
        }
    }

    @Test func `show since when a transaction is open`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let connection = try await Connection.open(database.configuration)
            let began = try await connection.read { session in
                try session.script("BEGIN; SELECT pg_current_xact_id()")
                let row = try session.query("SELECT extract(epoch FROM now())::float8 AS began")[0]
                return try row["began", as: Double.self]
            }
            let oldest = try #require(try await looked(at: database)["db_oldest_transaction_timestamp_seconds"])
            #expect(abs(oldest - began) < 0.001)
            await connection.close()
        }
    }

    /// The figures without labels, as they are once the gauges have looked.
    private func looked(at database: TestDatabase) async throws -> [String: Double] {
        let settings = try Settings(environment: ["DATABASE_URL": database.url])
        let service = try ServiceContext(name: "relay", settings: settings, logger: .silent)
        let running = Task { try await OutboxGauges(service).component.run() }
        var figures: [String: Double] = [:]
        try await eventually("the gauges have looked") {
            figures = Self.figures(service.metrics.exposition())
            return figures["db_clock_offset_seconds"].map { $0 != 0 } ?? false
        }
        running.cancel()
        _ = await running.result
        await service.pool.close()
        return figures
    }

    private static func figures(_ text: String) -> [String: Double] {
        text.split(separator: "\n").reduce(into: [:]) { figures, line in
            let parts = line.split(separator: " ")
            if parts.count == 2 { figures[String(parts[0])] = Double(parts[1]) }
        }
    }
}
