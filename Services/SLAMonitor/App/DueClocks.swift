import Pipeline
import Postgres
import Tickets

/// The clocks that are due by the database's time, the longest due first.
struct DueClocks {
    struct Due: Hashable {
        let ticket: TicketID
        let kind: ClockKind
    }

    let all: [Due]

    /// Looks without locking anything: whoever rings a clock locks its ticket and looks again.
    static func find(atMost limit: Int, in session: borrowing Session) throws -> DueClocks {
        let rows = try session.query(
            "SELECT ticket_id, kind FROM sla_monitor.clock WHERE next_at <= now() ORDER BY next_at LIMIT \(limit)"
        )
        return DueClocks(
            all: try rows.map { Due(ticket: try $0["ticket_id", as: TicketID.self], kind: try $0.code("kind")) }
        )
    }

    /// Lets clocks of locked tickets wait a second: an event that is on its way will settle them, and until then they
    /// must not stand before others.
    static func postpone(_ clocks: [Due], in session: borrowing Session) throws {
        guard !clocks.isEmpty else { return }
        try session.execute(
            """
            UPDATE sla_monitor.clock AS clock SET next_at = now() + interval '1 second'
            FROM unnest(\(clocks.map { $0.ticket }), \(clocks.map { $0.kind.rawValue })) AS due (ticket_id, kind)
            WHERE clock.ticket_id = due.ticket_id AND clock.kind = due.kind AND clock.next_at IS NOT NULL
            """
        )
    }
}
