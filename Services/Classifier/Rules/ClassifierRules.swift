package import Tickets

/// A ticket is classified once, by the first finding; people's corrections are facts of their own.
package struct ClassifierRules: Rules {
    package init() {}

    package func decide(
        _ found: Classification,
        in ticket: Ticket?,
        at now: Instant
    ) -> Decision<Ticket, TicketFact> {
        guard let ticket, ticket.category == nil else { return .ignore }
        return .keep(ticket, emit: [.classified(found.fact)])
    }
}
