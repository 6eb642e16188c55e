import Kafka
import Pipeline
import Postgres
import Tickets

/// A row of the outbox, with the journal row it refers to when it carries no bytes of its own.
struct OutboxRow: Sendable {
    let id: Int
    let lane: Int16
    /// The event's type; nil for a message to another topic.
    let type: EventType?
    let record: OutgoingRecord

    /// The oldest rows of these lanes that Kafka has not refused.
    static func oldest(_ limit: Int, of lanes: Set<Int16>, in session: borrowing Session) throws -> [OutboxRow] {
        try session.query(
            """
            SELECT outbox.id, outbox.lane, outbox.topic, outbox.key, outbox.headers, outbox.payload,
                event.ticket_id, event.seq, event.type, event.at, event.source, event.trace, event.data
            FROM outbox LEFT JOIN ticket_event AS event USING (ticket_id, seq)
            WHERE outbox.lane = ANY(\(lanes.sorted())) AND outbox.refused IS NULL
            ORDER BY outbox.id LIMIT \(limit)
            """
        ).map(OutboxRow.init)
    }

    private init(_ row: Row) throws {
        id = try row["id", as: Int.self]
        lane = try row["lane", as: Int16.self]
        if let topic = try row["topic", as: String?.self] {
            type = nil
            record = OutgoingRecord(
                topic: topic,
                key: try row["key", as: Bytes?.self]?.bytes,
                value: try row["payload", as: Bytes?.self]?.bytes,
                headers: HeaderText.decode(try row["headers", as: String?.self] ?? "").map {
                    Header($0.name, $0.value)
                }
            )
        } else {
            let event = try JournalRow(row)
            type = EventType(rawValue: event.type)
            record = Self.event(event)
        }
    }

    private static func event(_ row: JournalRow) -> OutgoingRecord {
        OutgoingRecord(
            topic: Topic.ticketEvents,
            key: Array(row.ticket.description.utf8),
            value: Array(CloudEvent.json(row).utf8),
            headers: CloudEvent.headers(row).map { Header($0.name, $0.value) }
        )
    }
}
