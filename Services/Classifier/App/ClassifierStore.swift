import ClassifierRules
import Pipeline
import Postgres
import Tickets

/// The classifier remembers nothing of a ticket; what it finds goes into the journal.
struct ClassifierStore: StateStore {
    let appendsToTickets = true

    func load(_ tickets: [TicketID: Ticket], in session: borrowing Session) throws -> [TicketID: Ticket] {
        tickets
    }

    func save(
        _ effects: [Effect<Ticket, TicketFact>],
        with writer: inout Writer,
        in session: borrowing Session
    ) throws {
        for effect in effects {
            try writer.append(effect.outputs, to: effect.ticket, cause: effect.cause?.trace)
        }
    }
}
