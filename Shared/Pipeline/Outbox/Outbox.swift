import Postgres
import Tickets

/// A message to a topic other than `ticket.events`, with its bytes.
package struct OutboxMessage: Sendable {
    package let lane: Int16
    package let topic: String
    package let key: [UInt8]?
    /// Header names and values, both text.
    package let headers: [(name: String, value: String)]
    package let payload: [UInt8]

    package init(
        lane: Int16,
        topic: String,
        key: [UInt8]?,
        headers: [(name: String, value: String)],
        payload: [UInt8]
    ) {
        (self.lane, self.topic, self.key) = (lane, topic, key)
        (self.headers, self.payload) = (headers, payload)
    }
}

/// What waits to be published: written with the change itself, deleted when the broker has it.
package enum Outbox {
    /// The channel on which the relay is told that rows were added.
    package static let channel = "shouwen_outbox"
    package static let lanes: Range<Int16> = 0..<16

    static func add(_ rows: [JournalRow], _ messages: [OutboxMessage], in session: borrowing Session) throws {
        if !rows.isEmpty {
            try session.post(
                """
                INSERT INTO outbox (lane, ticket_id, seq)
                SELECT * FROM unnest(\(rows.map { $0.ticket.lane }), \(rows.map { $0.ticket }), \(rows.map { Int32($0.seq) }))
                """
            )
        }
        if !messages.isEmpty {
            try session.post(
                """
                INSERT INTO outbox (lane, topic, key, headers, payload)
                SELECT * FROM unnest(\(messages.map { $0.lane }), \(messages.map { $0.topic }),
                    \(messages.map { $0.key.map(Bytes.init) }), \(messages.map { HeaderText.encode($0.headers) }),
                    \(messages.map { Bytes($0.payload) }))
                """
            )
        }
    }
}
