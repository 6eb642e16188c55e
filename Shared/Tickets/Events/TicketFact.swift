/// What can happen to a ticket.
///
/// A new case breaks the build wherever somebody has to know about it.
package enum TicketFact: Hashable, Sendable {
    case received(Received)
    case classified(Classified)
    case routed(Routed)
    case assigned(Assigned)
    case promised(Promised)
    case warned(ClockMark)
    case breached(ClockMark)
    case accepted(Accepted)
    case progressed(Progressed)
    case asked(Asked)
    case noted(Noted)
    case returned(Returned)
    case resolved(Resolved)
    /// A type that a newer version writes; readers pass it by.
    case unrecognized(type: String)

    package var type: EventType? {
        switch self {
        case .received: .received
        case .classified: .classified
        case .routed: .routed
        case .assigned: .assigned
        case .promised: .promised
        case .warned: .warned
        case .breached: .breached
        case .accepted: .accepted
        case .progressed: .progressed
        case .asked: .asked
        case .noted: .noted
        case .returned: .returned
        case .resolved: .resolved
        case .unrecognized: nil
        }
    }
}

/// The names of the events in the journal and, as CloudEvents types, on Kafka.
///
/// A breaking change is a new name.
package enum EventType: String, CaseIterable, Sendable {
    case received = "shouwen.ticket.received.v1"
    case classified = "shouwen.ticket.classified.v1"
    case routed = "shouwen.ticket.routed.v1"
    case assigned = "shouwen.ticket.assigned.v1"
    case promised = "shouwen.ticket.promised.v1"
    case warned = "shouwen.ticket.warned.v1"
    case breached = "shouwen.ticket.breached.v1"
    case accepted = "shouwen.ticket.accepted.v1"
    case progressed = "shouwen.ticket.progressed.v1"
    case asked = "shouwen.ticket.asked.v1"
    case noted = "shouwen.ticket.noted.v1"
    case returned = "shouwen.ticket.returned.v1"
    case resolved = "shouwen.ticket.resolved.v1"

    /// The word between the product and the version: `received`.
    package var name: String {
        let parts = rawValue.split(separator: ".")
        return parts.count == 4 ? String(parts[2]) : rawValue
    }
}
