package import Tickets

/// What the SLA monitor decides about: something that happened, or a clock that rang.
package enum SLAInput: Hashable, Sendable {
    case happened(TicketEvent)
    /// The clock was due by the database's time, while the ticket stood like this and nobody could change it.
    case rang(ClockKind, on: Ticket)

    /// Whether events of this type can make an input.
    package static func concerns(_ type: EventType) -> Bool {
        switch type {
        case .received, .classified, .routed, .accepted, .progressed, .asked, .returned, .resolved: true
        case .assigned, .promised, .warned, .breached, .noted: false
        }
    }

    /// The input an event makes; nil for events that touch no clock.
    package init?(_ event: TicketEvent) {
        switch event.fact {
        case .received, .classified, .routed, .accepted, .asked, .returned, .resolved: self = .happened(event)
        case .progressed(let progress) where progress.isPublic: self = .happened(event)
        case .progressed, .assigned, .promised, .warned, .breached, .noted, .unrecognized: return nil
        }
    }
}
