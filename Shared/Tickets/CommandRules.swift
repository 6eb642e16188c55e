/// Which commands a department may give for a ticket, and what they make happen.
///
/// Only the department that holds a ticket acts on it; work on a ticket not yet accepted accepts it first, so that the
/// acceptance clock tells the truth about bots that skip the step.
package struct CommandRules: Rules {
    package struct Input: Hashable, Sendable {
        package let command: TicketCommand
        package let by: Actor

        package init(_ command: TicketCommand, by actor: Actor) {
            (self.command, by) = (command, actor)
        }
    }

    package init() {}

    package func decide(_ input: Input, in ticket: Ticket?, at now: Instant) -> Decision<Ticket, TicketFact> {
        guard let ticket else { return .reject(Reason("there is no such ticket")) }
        guard ticket.department == input.by.department else {
            return .reject(
                Reason("the ticket is with \(ticket.department?.rawValue ?? "nobody yet"), not \(input.by.department)")
            )
        }
        if case .note(let text) = input.command { return emit([.noted(Noted(by: input.by, text: text))], ticket, now) }
        switch ticket.stage {
        case .answered, .followedUp, .closed:
            return .reject(Reason("the ticket is already \(ticket.stage.rawValue)"))
        case .received, .triaged, .processing:
            return emit(facts(for: input, in: ticket), ticket, now)
        }
    }

    private func facts(for input: Input, in ticket: Ticket) -> [TicketFact] {
        let by = input.by
        let acceptance: [TicketFact] = ticket.acceptedAt == nil ? [.accepted(Accepted(by: by))] : []
        return switch input.command {
        case .accept: acceptance
        case .progress(let text, let isPublic):
            acceptance + [.progressed(Progressed(by: by, text: text, isPublic: isPublic))]
        case .ask(let question): acceptance + [.asked(Asked(by: by, text: question))]
        case .note(let text): [.noted(Noted(by: by, text: text))]
        case .resolve(let answer): acceptance + [.resolved(Resolved(by: by, answer: answer))]
        case .return(let reason, let text, let suggestion):
            [.returned(Returned(by: by, reason: reason, text: text, suggestion: suggestion))]
        }
    }

    private func emit(_ facts: [TicketFact], _ ticket: Ticket, _ now: Instant) -> Decision<Ticket, TicketFact> {
        guard !facts.isEmpty else { return .ignore }
        var changed = ticket
        for fact in facts {
            changed.apply(fact, at: now)
        }
        return .keep(changed, emit: facts)
    }
}
