import Pipeline
import Postgres

/// Whether what the services write is published: rows that wait, relays that publish them, messages that Kafka refused.
enum OutboxExamination {
    static func waiting(in session: borrowing Session) throws -> Int {
        try session.query("SELECT count(*) AS count FROM outbox WHERE refused IS NULL")[0]["count"]
    }

    static func findings(in session: borrowing Session, waitingBefore: Int) throws -> [Finding] {
        let relays = try RelayPresence.count(in: session)
        return [
            relays > 0
                ? .well("relays", "\(relays) run")
                : .ill(
                    "relays",
                    "none runs: nothing that is written reaches Kafka",
                    do: "start relay",
                    see: "OutboxStalled"
                ), try outbox(in: session, waitingBefore, hasRelay: relays > 0), try refused(in: session),
        ]
    }

    private static func outbox(
        in session: borrowing Session,
        _ before: Int,
        hasRelay: Bool
    ) throws -> Finding {
        let row = try session.query(
            """
            SELECT count(*) AS waiting, coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS age
            FROM outbox WHERE refused IS NULL
            """
        )[0]
        let waiting = try row["waiting", as: Int.self]
        let age = Int(try row["age", as: Double.self])
        let trend = waiting > before ? ", growing" : waiting < before ? ", shrinking" : ""
        let text = "\(waiting) rows wait\(trend), the oldest for \(age) s"
        guard waiting > 0, age >= 30 || !hasRelay else { return .well("outbox", text) }
        return .ill(
            "outbox",
            text,
            do: hasRelay ? "see what relay logs: Kafka does not take what it publishes" : "start relay",
            see: "OutboxStalled"
        )
    }

    private static func refused(in session: borrowing Session) throws -> Finding {
        let refused = try RefusedMessages.all(in: session)
        guard let first = refused.first else { return .well("refused messages", "none") }
        return .ill(
            "refused messages",
            "Kafka refused \(refused.count) for good, the first for \(first.topic): \(first.reason)",
            do: "put the cause right, then: shouwen parked retry relay outbox:\(first.id)",
            see: "MessagesRefused"
        )
    }
}
