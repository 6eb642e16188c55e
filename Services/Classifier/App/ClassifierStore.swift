import ClassifierRules
import Pipeline
import Postgres
import Telemetry
import Tickets

/// The classifier remembers nothing of a ticket; what it finds goes into the journal.
struct ClassifierStore: StateStore {
    let appendsToTickets = true
    private let latency: Histogram

    init(_ metrics: Metrics) {
        latency = metrics.histogram(
            "ticket_end_to_end_seconds",
            ["stage": "classified"],
            help: "From a ticket's receipt to this stage."
        )
    }

    func load(
        _ ids: [TicketID],
        _ tickets: [TicketID: Ticket],
        _ asked: PendingRows?,
        in session: borrowing Session
    ) throws -> [TicketID: Ticket] {
        tickets
    }

    func save(
        _ effects: [Effect<Ticket, TicketFact>],
        with writer: inout Writer,
        in session: borrowing Session
    ) throws {
        for effect in effects {
            try writer.append(effect.outputs, to: effect.ticket, cause: effect.cause?.trace)
            if let ticket = writer.tickets[effect.ticket] { latency.observe(writer.now - ticket.createdAt) }
        }
    }
}
