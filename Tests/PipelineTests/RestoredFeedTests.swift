import Pipeline
import Postgres
import TestKit
import Testing
import Tickets

@Suite("The feed of a restored journal") struct RestoredFeedTests {
    private let old = TicketID(at: Instant(seconds: 1_795_406_400), random: (1, 1))
    private let new = TicketID(at: Instant(seconds: 1_795_406_401), random: (1, 2))

    @Test func `shows what another server had written, once, and what is written after it`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let pool = database.pool
            // A server that had come much further.
            let tx: SQL = "(pg_current_xact_id()::text::bigint + 1000000000)::text::xid8"
            try await write(old, 1, tx, pool)
            try await write(old, 2, tx, pool)
            try await write(new, 1, "pg_current_xact_id()", pool)
            let seen = try await read(1, after: .beginning, pool)
            #expect(seen.rows.map(\.ticket) == [new])

            #expect(try await adopt(pool) == 2)
            let restored = try await read(2, after: seen.next, pool)
            #expect(restored.rows.map { "\($0.ticket) \($0.seq)" } == ["\(old) 1", "\(old) 2"])
            try await write(new, 2, "pg_current_xact_id()", pool)
            let next = try await read(1, after: restored.next, pool)
            #expect(next.rows.map { "\($0.ticket) \($0.seq)" } == ["\(new) 2"])
        }
    }

    @Test func `is left as it is where nothing was restored, and still only grows`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            try await write(old, 1, "(pg_current_xact_id()::text::bigint + 1000000)::text::xid8", database.pool)
            #expect(try await adopt(database.pool) == 1)
            #expect(try await adopt(database.pool) == 0)
            await #expect(throws: PostgresError.self) {
                try await database.pool.transaction { session in try session.execute("DELETE FROM ticket_event") }
            }
        }
    }

    private func write(_ ticket: TicketID, _ seq: Int32, _ tx: SQL, _ pool: Pool) async throws {
        _ = try await pool.transaction { session in
            try session.execute(
                """
                INSERT INTO ticket_event (ticket_id, seq, type, at, source, data, tx)
                VALUES (\(ticket), \(seq), 'shouwen.ticket.noted.v1', now(), 'test', '{}', \(tx))
                """
            )
        }
    }

    private func adopt(_ pool: Pool) async throws -> Int {
        try await pool.transaction { session in try Feed.adoptRestored(in: session) }
    }

    /// Reads until `count` rows are there: other databases of the server hold the feed back for moments.
    private func read(_ count: Int, after cursor: Feed.Cursor, _ pool: Pool) async throws -> Feed.Page {
        let deadline = ContinuousClock.now + .seconds(20)
        while true {
            let page = try await pool.read { session in try Feed.read(after: cursor, atMost: 100, in: session) }
            if page.rows.count >= count || ContinuousClock.now > deadline { return page }
            await Task.yield()
        }
    }
}
