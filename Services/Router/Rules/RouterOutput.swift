package import Tickets

/// What the router makes happen: hand-offs, ends of work, and news for a department's bots.
package enum RouterOutput: Hashable, Sendable {
    case handOff(HandOff)
    /// Nobody works on it any more: whoever did has a place free.
    case finish
    case tell(DepartmentCode, of: EventType)
}

/// A ticket goes to a department; who in it works on it is found where the queue and the people are known.
package struct HandOff: Hashable, Sendable {
    package let department: DepartmentCode
    /// Nil at the first hand-off only: the owner is then chosen, and never again.
    package let owner: Owner?
    /// Counts hand-offs from 1.
    package let number: Int
    package let reason: String

    package init(to department: DepartmentCode, owner: Owner?, number: Int, reason: String) {
        (self.department, self.owner, self.number, self.reason) = (department, owner, number, reason)
    }
}
