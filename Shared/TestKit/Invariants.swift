import Pipeline
package import Postgres
import Tickets

/// What must hold of every database at rest, whatever was killed on the way there.
package enum Invariants {
    /// Looks at everything; each broken promise is one line.
    package static func broken(_ pool: Pool) async throws -> [String] {
        let (seqs, unlike, doubled) = try await pool.read { session in
            (try unevenJournals(in: session), try unlikeFolds(in: session), try doubledFacts(in: session))
        }
        return seqs + unlike + doubled
    }

    private static func unevenJournals(in session: borrowing Session) throws -> [String] {
        try session.query(
            "SELECT ticket_id FROM ticket_event GROUP BY 1 HAVING count(*) <> max(seq) OR min(seq) <> 1"
        ).map { "the journal of \(try $0["ticket_id", as: TicketID.self]) has gaps" }
    }

    private static func unlikeFolds(in session: borrowing Session) throws -> [String] {
        let tickets = try session.query("SELECT * FROM ticket").map(Ticket.init(row:))
        return try tickets.filter { ticket in
            let events = try Journal.rows(of: ticket.id, in: session).map { try $0.event() }
            return Ticket.folded(events) != ticket
        }.map { "the row of \($0.number) is not the fold of its events" }
    }

    /// Facts that are said once in a ticket's life, or once for each setting of a clock.
    private static func doubledFacts(in session: borrowing Session) throws -> [String] {
        let once = [EventType.received, .classified, .warned, .breached, .promised, .routed].map(\.rawValue)
        let rows = try session.query(
            """
            SELECT ticket_id, type, count(*) AS count FROM ticket_event WHERE type = ANY(\(once))
            GROUP BY ticket_id, type, data::json ->> 'clock', data::json ->> 'generation', data::json ->> 'hand_off'
            HAVING count(*) > 1
            """
        )
        return try rows.map {
            "\(try $0["type", as: String.self]) is said \(try $0["count", as: Int.self]) times of \(try $0["ticket_id", as: TicketID.self])"
        }
    }
}
