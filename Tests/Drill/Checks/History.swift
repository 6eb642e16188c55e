import FoundationEssentials
import Postgres
import TestKit

/// What the database says has happened, read in one look.
struct History: Sendable {
    let keys: [String: String]
    let tickets: Set<String>
    let places: Set<TopicCheck.Place>
    let notices: [NoticeCheck.Notice]
    /// How many facts the webhook wanted to hear of.
    let facts: Int
    /// How many rows the consumers have written, and clocks that rang.
    let effects: Int
    let rung: Int

    static func read(_ pool: Pool) async throws -> History {
        try await pool.transaction(isolation: .repeatableRead) { session in
            History(
                keys: try Dictionary(
                    uniqueKeysWithValues: session.query("SELECT key, ticket_id::text AS ticket FROM idempotency_key")
                        .map { (try $0["key", as: String.self], try $0["ticket", as: String.self]) }
                ),
                tickets: Set(
                    try session.query("SELECT id::text AS id FROM ticket").map { try $0["id", as: String.self] }
                ),
                places: Set(
                    try session.query("SELECT ticket_id::text AS ticket, seq FROM ticket_event").map {
                        .init(ticket: try $0["ticket"], seq: Int(try $0["seq", as: Int32.self]))
                    }
                ),
                notices: try session.query(
                    "SELECT id::text AS id, state, attempts FROM notifier.notice WHERE channel = 'webhook'"
                ).map {
                    .init(id: try $0["id"], state: try $0["state"], attempts: Int(try $0["attempts", as: Int32.self]))
                },
                facts: try count(
                    """
                    SELECT count(*) AS count FROM ticket_event WHERE type = 'shouwen.ticket.routed.v1'
                        AND data::jsonb ->> 'department' = 'after-sales'
                    """,
                    in: session
                ),
                effects: try count(
                    """
                    SELECT (SELECT count(*) FROM ticket_event WHERE seq > 1) + (SELECT count(*) FROM notifier.notice)
                        + (SELECT count(*) FROM sla_monitor.clock) AS count
                    """,
                    in: session
                ),
                rung: try count(
                    """
                    SELECT count(*) AS count FROM ticket_event
                    WHERE type IN ('shouwen.ticket.warned.v1', 'shouwen.ticket.breached.v1')
                    """,
                    in: session
                )
            )
        }
    }

    private static func count(_ sql: SQL, in session: borrowing Session) throws -> Int {
        try session.query(sql)[0]["count", as: Int.self]
    }

    /// Tickets on which what a bot said twice was done twice.
    func actionsTwice(_ pool: Pool) async throws -> [String] {
        try await pool.read { session in
            try session.query(
                """
                SELECT ticket_id::text AS ticket, type, count(*) AS count FROM ticket_event
                WHERE type IN ('shouwen.ticket.accepted.v1', 'shouwen.ticket.resolved.v1') AND source = 'router'
                GROUP BY ticket_id, type HAVING count(*) > 1
                """
            ).map { "\(try $0["ticket", as: String.self]): \(try $0["type", as: String.self]) twice" }
        }
    }
}
