import Pipeline
import Postgres
import Tickets

/// `shouwen republish`: puts events of the journal into the outbox again, for a Kafka that lost them.
///
/// Consumers skip what they have seen, so publishing too much costs time and nothing else.
enum RepublishCommand {
    static let command = Command(
        name: "republish",
        summary: "publish events again from the journal; consumers skip what they have seen",
        options: [
            .init(name: "since", value: "MOMENT", purpose: "everything recorded since, such as 2026-11-23T08:00:00Z"),
            .init(name: "unseen", value: nil, purpose: "only what some consumer has not seen yet"),
        ],
        action: { invocation in
            let count: Int
            switch (invocation.option("since"), invocation.has("unseen")) {
            case (let text?, false):
                guard let since = Instant(text) else {
                    throw UsageError("--since \"\(text)\" is no moment; write it like 2026-11-23T08:00:00Z")
                }
                count = try await Database.use { pool in
                    try await pool.transaction { try Republication.since(since, in: $0) }
                }
            case (nil, true):
                count = try await Database.use { pool in try await pool.transaction { try Republication.unseen(in: $0) }
                }
            default:
                throw UsageError("shouwen republish needs either --since MOMENT or --unseen")
            }
            Terminal.say("events to be published again: \(count)")
        }
    )
}
