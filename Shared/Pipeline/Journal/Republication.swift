package import Postgres
package import Tickets

/// Puts journal rows into the outbox again, for a Kafka that lost them or a consumer that must see them once more.
package enum Republication {
    /// Everything recorded since; answers how many events.
    package static func since(_ moment: Instant, in session: borrowing Session) throws -> Int {
        try session.execute(
            """
            INSERT INTO outbox (lane, ticket_id, seq)
            SELECT get_byte(uuid_send(ticket_id), 15) & 15, ticket_id, seq FROM ticket_event
            WHERE at >= \(moment) ORDER BY tx, position
            """
        )
    }

    /// The events of one ticket from `seq` on.
    package static func of(_ ticket: TicketID, from seq: Int, in session: borrowing Session) throws {
        try session.execute(
            """
            INSERT INTO outbox (lane, ticket_id, seq)
            SELECT \(ticket.lane), ticket_id, seq FROM ticket_event
            WHERE ticket_id = \(ticket) AND seq >= \(Int32(seq)) ORDER BY seq
            """
        )
    }

    /// What some consumer has not seen and nobody is about to publish; answers how many events.
    package static func unseen(in session: borrowing Session) throws -> Int {
        try session.execute(
            """
            INSERT INTO outbox (lane, ticket_id, seq)
            SELECT get_byte(uuid_send(event.ticket_id), 15) & 15, event.ticket_id, event.seq
            FROM ticket
            LEFT JOIN classifier.progress AS classifier ON classifier.ticket_id = ticket.id
            LEFT JOIN router.progress AS router ON router.ticket_id = ticket.id
            LEFT JOIN sla_monitor.progress AS sla ON sla.ticket_id = ticket.id
            LEFT JOIN notifier.progress AS notifier ON notifier.ticket_id = ticket.id
            JOIN ticket_event AS event ON event.ticket_id = ticket.id AND event.seq > least(
                coalesce(classifier.last_seq, 0), coalesce(router.last_seq, 0),
                coalesce(sla.last_seq, 0), coalesce(notifier.last_seq, 0))
            WHERE NOT EXISTS (
                SELECT FROM outbox WHERE outbox.ticket_id = event.ticket_id AND outbox.seq = event.seq)
            ORDER BY event.tx, event.position
            """
        )
    }
}
