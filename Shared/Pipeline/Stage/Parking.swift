import Postgres
import Tickets

/// Tickets that wait for a person because one of their events could not be handled; other tickets flow on.
struct Parking {
    let consumer: String

    func park<Input>(
        _ arrival: Arrivals<Input>.Arrival,
        _ reason: Reason,
        _ writer: inout Writer,
        in session: borrowing Session
    ) throws {
        let added = try session.execute(
            """
            INSERT INTO parked (consumer, ticket_id, seq, type, reason)
            VALUES (\(consumer), \(arrival.ticket), \(Int32(arrival.seq)), \(arrival.type.storable),
                \(reason.description.storable))
            ON CONFLICT (consumer, ticket_id) DO NOTHING
            """
        )
        // Another instance that met the same poison has parked the ticket and told of it.
        guard added == 1, let record = arrival.record else { return }
        writer.publish(DeadLetter.message(record, reason, consumer: consumer, lane: arrival.ticket.lane))
    }
}

extension String {
    /// What somebody wrote into Kafka may hold the one character that PostgreSQL does not store.
    fileprivate var storable: String { replacing("\0", with: "\u{FFFD}") }
}
