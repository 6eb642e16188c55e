package import Postgres
package import Tickets

/// Tickets that wait for a person, as the operator sees and heals them.
package struct ParkedTickets: Sendable {
    package let consumer: String
    package let number: String
    package let seq: Int
    package let type: String
    package let reason: String
    /// Events that wait behind the one that could not be handled.
    package let waiting: Int

    package static func all(in session: borrowing Session) throws -> [ParkedTickets] {
        try session.query(
            """
            SELECT consumer, coalesce(number, parked.ticket_id::text) AS number, seq, type, reason,
                greatest(coalesce(version, seq) - seq, 0) AS waiting
            FROM parked LEFT JOIN ticket ON ticket.id = parked.ticket_id ORDER BY parked_at
            """
        ).map { row in
            ParkedTickets(
                consumer: try row["consumer"],
                number: try row["number"],
                seq: Int(try row["seq", as: Int32.self]),
                type: try row["type"],
                reason: try row["reason"],
                waiting: Int(try row["waiting", as: Int32.self])
            )
        }
    }

    /// Lets the consumer have the event, and those behind it, once more; answers whether the ticket was parked.
    package static func retry(_ consumer: String, _ ticket: TicketID, in session: borrowing Session) throws -> Bool {
        guard let event = try unpark(consumer, ticket, in: session) else { return false }
        try Republication.of(ticket, from: event.seq, in: session)
        return true
    }

    /// Counts the event as seen by the consumer, without its effect, and lets it have those behind it.
    ///
    /// What Kafka brought and the journal does not have is forgotten, and its seq is left to the event that is yet to
    /// come or came meanwhile.
    package static func drop(_ consumer: String, _ ticket: TicketID, in session: borrowing Session) throws -> Bool {
        guard let event = try unpark(consumer, ticket, in: session) else { return false }
        try session.execute(
            """
            INSERT INTO \(identifier: Progress.schema(of: consumer)).progress AS old (ticket_id, last_seq)
            SELECT ticket_id, seq FROM ticket_event
            WHERE ticket_id = \(ticket) AND seq = \(Int32(event.seq)) AND type = \(event.type)
            ON CONFLICT (ticket_id) DO UPDATE SET last_seq = excluded.last_seq WHERE old.last_seq < excluded.last_seq
            """
        )
        // One that was counted is passed by when it comes again.
        try Republication.of(ticket, from: event.seq, in: session)
        return true
    }

    private static func unpark(
        _ consumer: String,
        _ ticket: TicketID,
        in session: borrowing Session
    ) throws -> (seq: Int, type: String)? {
        // Whoever appends to the ticket waits: an event written meanwhile would be neither republished below nor handled
        // when it comes, since the consumer still finds the ticket parked.
        _ = try session.query("SELECT FROM ticket WHERE id = \(ticket) FOR UPDATE")
        let rows = try session.query(
            "DELETE FROM parked WHERE consumer = \(consumer) AND ticket_id = \(ticket) RETURNING seq, type"
        )
        return try rows.first.map { (Int(try $0["seq", as: Int32.self]), try $0["type", as: String.self]) }
    }
}
