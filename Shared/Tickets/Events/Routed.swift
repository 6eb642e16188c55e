/// The ticket was given to a department: a hand-off, with its own acceptance clock.
package struct Routed: Hashable, Codable, Sendable {
    package var department: DepartmentCode
    /// Who faces the customer; set at the first hand-off and kept by all later ones.
    package var owner: Owner
    /// Who is asked to work on it; nil while it waits in the department's queue.
    package var assignee: PersonCode?
    /// Counts hand-offs from 1.
    package var handOff: Int
    package var reason: String

    package init(
        department: DepartmentCode,
        owner: Owner,
        assignee: PersonCode?,
        handOff: Int,
        reason: String
    ) {
        (self.department, self.owner, self.assignee) = (department, owner, assignee)
        (self.handOff, self.reason) = (handOff, reason)
    }

    enum CodingKeys: String, CodingKey {
        case department, owner, assignee, reason
        case handOff = "hand_off"
    }
}

/// A waiting ticket was offered to a person who became free.
package struct Assigned: Hashable, Codable, Sendable {
    package var department: DepartmentCode
    package var assignee: PersonCode

    package init(department: DepartmentCode, assignee: PersonCode) {
        (self.department, self.assignee) = (department, assignee)
    }
}
