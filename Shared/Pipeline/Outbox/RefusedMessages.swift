package import Postgres

/// Messages that Kafka refused for good, such as those for a topic that nobody made.
package struct RefusedMessages: Sendable {
    package let id: Int
    package let topic: String
    package let reason: String

    package static func all(in session: borrowing Session) throws -> [RefusedMessages] {
        try session.query(
            "SELECT id, coalesce(topic, \(Topic.ticketEvents)) AS topic, refused FROM outbox WHERE refused IS NOT NULL ORDER BY id"
        ).map { RefusedMessages(id: try $0["id"], topic: try $0["topic"], reason: try $0["refused"]) }
    }

    /// Lets the relay try `outbox:<id>` again, or drops it; answers whether it was there.
    package static func heal(_ name: String, dropping: Bool, in session: borrowing Session) throws -> Bool {
        guard name.hasPrefix("outbox:"), let id = Int(name.dropFirst(7)) else { return false }
        let count =
            dropping
            ? try session.execute("DELETE FROM outbox WHERE id = \(id) AND refused IS NOT NULL")
            : try session.execute("UPDATE outbox SET refused = NULL WHERE id = \(id) AND refused IS NOT NULL")
        return count == 1
    }
}
