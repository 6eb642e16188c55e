package import Tickets

/// What the router knows about a ticket when it decides: the ticket as it is now, and which departments there are.
package struct Work: Hashable, Sendable {
    /// Nil while no department holds it: before the first hand-off, and between a return and the next.
    package var department: DepartmentCode?
    package var owner: Owner
    package var handOffs: Int
    package var bounces: Int
    package var isFinished: Bool
    package var company: Set<DepartmentCode>

    package init(_ ticket: Ticket, in company: Set<DepartmentCode>) {
        (department, owner) = (ticket.department, ticket.owner)
        (handOffs, bounces) = (ticket.handOffs, ticket.bounces)
        isFinished = ticket.status == .resolved
        self.company = company.filter { !$0.isSandbox }
    }

    func handed(_ handOff: HandOff) -> Work {
        var work = self
        (work.department, work.handOffs) = (handOff.department, handOff.number)
        return work
    }

    var finished: Work {
        var work = self
        work.isFinished = true
        return work
    }
}
