package import Tickets

/// Who has to do with a ticket, as its events told: all that the notifier remembers of it.
package struct Standing: Hashable, Sendable {
    package var owner: Owner
    /// Nil before the first hand-off and between a return and the next.
    package var department: DepartmentCode?
    package var assignee: PersonCode?

    package init(
        owner: Owner = .queue(.frontline),
        department: DepartmentCode? = nil,
        assignee: PersonCode? = nil
    ) {
        (self.owner, self.department, self.assignee) = (owner, department, assignee)
    }

    /// The standing after this fact.
    package func after(_ fact: TicketFact) -> Standing {
        switch fact {
        case .routed(let routed):
            Standing(owner: routed.owner, department: routed.department, assignee: routed.assignee)
        case .assigned(let assigned):
            Standing(owner: owner, department: department, assignee: assigned.assignee)
        case .returned:
            Standing(owner: owner)
        case .received, .classified, .promised, .warned, .breached, .accepted, .progressed, .asked, .noted,
            .resolved, .unrecognized:
            self
        }
    }

    /// Whoever works on it: the assignee, the department's queue while nobody is asked, the owner before any hand-off.
    var worker: Recipient {
        if let assignee { return .person(assignee) }
        return department.map(Recipient.queue) ?? Recipient(owner)
    }
}
