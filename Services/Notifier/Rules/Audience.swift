package import Tickets

/// Decides who is told of what happens to a ticket.
package struct Audience: Rules {
    package init() {}

    /// Whether people are told of events of this type, or they change who is; all others are for webhooks alone.
    package static func concerns(_ type: EventType) -> Bool {
        switch type {
        case .routed, .assigned, .warned, .breached, .asked, .returned, .resolved: true
        case .received, .classified, .promised, .accepted, .progressed, .noted: false
        }
    }

    package func decide(
        _ event: TicketEvent,
        in standing: Standing?,
        at now: Instant
    ) -> Decision<Standing, Recipient> {
        let before = standing ?? Standing()
        let after = before.after(event.fact)
        guard let people = people(event.fact, after) else { return .ignore }
        let scope = after.department ?? before.department
        return .keep(after, emit: people.uniqued + [.webhooks(scope)])
    }

    /// The people who are told inside; nil when nobody at all is told.
    private func people(_ fact: TicketFact, _ now: Standing) -> [Recipient]? {
        switch fact {
        case .routed: [now.worker, Recipient(now.owner)]
        case .assigned: [now.worker]
        case .warned: [now.worker, leads(now)]
        case .breached: [now.worker, leads(now), Recipient(now.owner)]
        case .asked, .returned, .resolved: [Recipient(now.owner)]
        case .received, .classified, .promised, .accepted, .progressed, .noted: []
        case .unrecognized: nil
        }
    }

    /// The leads of the department that holds it; before any does, of the front line.
    private func leads(_ now: Standing) -> Recipient {
        .leads(now.department ?? .frontline)
    }
}

extension [Recipient] {
    /// Each once, in the order in which they first come.
    fileprivate var uniqued: [Recipient] {
        var seen: Set<Recipient> = []
        return filter { seen.insert($0).inserted }
    }
}
