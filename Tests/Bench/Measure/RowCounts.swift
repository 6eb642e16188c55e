import Pipeline
import Postgres

/// How many rows of each table were written, changed and deleted, as PostgreSQL counts them.
struct RowCounts: Sendable {
    struct Count: Sendable {
        var inserted = 0.0
        var updated = 0.0
        var deleted = 0.0
    }

    private(set) var tables: [String: Count] = [:]

    subscript(table: String) -> Count { tables[table] ?? Count() }

    /// What was counted so far; statistics arrive within a second of a transaction's end.
    static func now(over pool: Pool) async throws -> RowCounts {
        let rows = try await pool.read { session in
            try session.query(
                """
                SELECT schemaname || '.' || relname AS name, n_tup_ins AS inserted, n_tup_upd AS updated, n_tup_del AS deleted
                FROM pg_stat_user_tables
                """
            )
        }
        var counts = RowCounts()
        for row in rows {
            counts.tables[try row["name", as: String.self]] = Count(
                inserted: Double(try row["inserted", as: Int.self]),
                updated: Double(try row["updated", as: Int.self]),
                deleted: Double(try row["deleted", as: Int.self])
            )
        }
        return counts
    }

    /// What came since `earlier`, for each of so many tickets.
    func since(_ earlier: RowCounts, per tickets: Int) -> RowCounts {
        var counts = RowCounts()
        for (table, count) in tables {
            let before = earlier[table]
            counts.tables[table] = Count(
                inserted: (count.inserted - before.inserted) / Double(tickets),
                updated: (count.updated - before.updated) / Double(tickets),
                deleted: (count.deleted - before.deleted) / Double(tickets)
            )
        }
        return counts
    }
}
