package import Tickets

/// What the router hears about a ticket, out of everything that happens to it.
package enum RouterInput: Hashable, Sendable {
    case classified(Classified)
    case returned(Returned)
    case resolved(Resolved)
    /// The department's work went on; its bots are shown the ticket anew.
    case worked(EventType, by: DepartmentCode)
    /// A clock warned or broke; whoever holds the ticket is shown it anew.
    case clockRang(EventType)

    /// Whether events of this type make an input.
    package static func concerns(_ type: EventType) -> Bool {
        switch type {
        case .classified, .returned, .resolved, .accepted, .progressed, .asked, .warned, .breached: true
        case .received, .routed, .assigned, .promised, .noted: false
        }
    }

    /// Nil for what the router itself wrote and for what changes nothing about who works on the ticket.
    package init?(_ event: TicketEvent) {
        switch event.fact {
        case .classified(let found): self = .classified(found)
        case .returned(let returned): self = .returned(returned)
        case .resolved(let resolved): self = .resolved(resolved)
        case .accepted(let accepted): self = .worked(.accepted, by: accepted.by.department)
        case .progressed(let progress): self = .worked(.progressed, by: progress.by.department)
        case .asked(let question): self = .worked(.asked, by: question.by.department)
        case .warned: self = .clockRang(.warned)
        case .breached: self = .clockRang(.breached)
        case .received, .routed, .assigned, .promised, .noted, .unrecognized: return nil
        }
    }
}
