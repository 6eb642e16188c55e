import Pipeline
import Postgres
import Tickets

/// `shouwen parked`: tickets that wait for a person because a consumer could not handle one of their events.
enum ParkedCommands {
    static let group = Command.group("parked", "tickets set aside, and messages Kafka refused", [list, retry, drop])

    private static let consumer = Command.Argument(name: "consumer", purpose: "who set it aside, as the list shows it")
    private static let ticket = Command.Argument(name: "ticket", purpose: "the ticket's number or id")

    private static let list = Command(
        name: "list",
        summary: "print what is set aside and why",
        action: { _ in
            let (parked, refused) = try await Database.use { pool in
                try await pool.read { session in
                    (try ParkedTickets.all(in: session), try RefusedMessages.all(in: session))
                }
            }
            guard !parked.isEmpty || !refused.isEmpty else { return Terminal.say("nothing is set aside") }
            let rows = parked.map {
                [$0.consumer, $0.number, "#\($0.seq)", $0.type, "+\($0.waiting) waiting", $0.reason]
            }
            Terminal.say(
                Terminal.table(rows + refused.map { ["relay", "outbox:\($0.id)", "", $0.topic, "", $0.reason] })
            )
        }
    )

    private static let retry = Command(
        name: "retry",
        summary: "let the consumer try again, and go on with the events behind",
        arguments: [consumer, ticket],
        action: { invocation in
            try await heal(invocation, word: "tried again") { consumer, ticket, session in
                try ParkedTickets.retry(consumer, ticket, in: session)
            }
        }
    )

    private static let drop = Command(
        name: "drop",
        summary: "skip the event for this consumer, and go on with the events behind",
        arguments: [consumer, ticket],
        action: { invocation in
            try await heal(invocation, word: "skipped") { consumer, ticket, session in
                try ParkedTickets.drop(consumer, ticket, in: session)
            }
        }
    )

    private static func heal(
        _ invocation: Invocation,
        word: String,
        _ action: @escaping @Sendable (String, TicketID, borrowing Session) throws -> Bool
    ) async throws {
        let (consumer, name) = (invocation("consumer"), invocation("ticket"))
        let isDone = try await Database.use { pool in
            try await pool.transaction { session in
                if consumer == "relay" {
                    return try RefusedMessages.heal(name, dropping: word == "skipped", in: session)
                }
                // An id need not be in the journal: what was set aside may be of a ticket that it does not have.
                return try action(consumer, try TicketID(name) ?? TicketCommands.find(name, in: session).id, session)
            }
        }
        guard isDone else { throw UsageError("\(consumer) has not set \(name) aside; see: shouwen parked list") }
        Terminal.say("\(name) is \(word) by \(consumer)")
    }
}
