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
            FROM ticket \(everybodysProgress)
            JOIN ticket_event AS event ON event.ticket_id = ticket.id AND event.seq > \(seenByEverybody)
            WHERE NOT EXISTS (
                SELECT FROM outbox WHERE outbox.ticket_id = event.ticket_id AND outbox.seq = event.seq)
            ORDER BY event.tx, event.position
            """
        )
    }

    /// Joins to `ticket` how far each consumer is with it.
    package static var everybodysProgress: SQL {
        EventConsumer.allCases.map { consumer -> SQL in
            """
            LEFT JOIN \(identifier: consumer.schema).progress AS \(identifier: consumer.schema)
                ON \(identifier: consumer.schema).ticket_id = ticket.id
            """
        }
        .joined(separator: " ")
    }

    /// Of a ticket to which `everybodysProgress` is joined, the last seq that every consumer has seen.
    package static var seenByEverybody: SQL {
        let seen = EventConsumer.allCases.map { consumer -> SQL in
            "coalesce(\(identifier: consumer.schema).last_seq, 0)"
        }
        return "least(\(seen.joined(separator: ", ")))"
    }
}
