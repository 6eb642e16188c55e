import Postgres

/// Remembers which actions were seen, in the transaction that does them: messages without a seq have no other memory.
enum ActionInbox {
    static let consumer = "router-actions"

    /// Writes down ids, each for ever given to whoever comes first; answers those that are new.
    static func enter(_ ids: Set<String>, in session: borrowing Session) throws -> Set<String> {
        let rows = try session.query(
            """
            INSERT INTO inbox (consumer, message_id)
            SELECT \(consumer), message_id FROM unnest(\(ids.sorted())) AS new (message_id) ORDER BY message_id
            ON CONFLICT DO NOTHING RETURNING message_id
            """
        )
        return Set(try rows.map { try $0["message_id", as: String.self] })
    }

    /// Forgets what is older than Kafka keeps records, a part at a time; answers how much.
    static func purge(_ pool: Pool) async throws -> Int {
        try await pool.transaction { session in
            try session.execute(
                """
                DELETE FROM inbox WHERE ctid = ANY(ARRAY(
                    SELECT ctid FROM inbox
                    WHERE consumer = \(consumer) AND received_at < now() - interval '60 days' LIMIT 5000))
                """
            )
        }
    }
}
