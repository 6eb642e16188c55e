package import Tickets

/// Whom a notice is for; who that is at the moment is looked up where the people and the webhooks are kept.
package enum Recipient: Hashable, Sendable {
    case person(PersonCode)
    case queue(DepartmentCode)
    /// Everybody who leads this department.
    case leads(DepartmentCode)
    /// The webhooks that want to hear of a ticket that is with this department; with none, only those that want all.
    case webhooks(DepartmentCode?)

    package init(_ owner: Owner) {
        switch owner {
        case .person(let code): self = .person(code)
        case .queue(let code): self = .queue(code)
        }
    }
}
