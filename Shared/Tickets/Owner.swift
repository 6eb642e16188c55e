/// Who faces the customer for a ticket from first contact to the end: a person, or a department's queue until one is free.
///
/// In text: `person:li.na`, `queue:frontline`.
package enum Owner: Hashable, Sendable, CodableAsText {
    case person(PersonCode)
    case queue(DepartmentCode)

    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.first, parts.last) {
        case ("person", let code?) where parts.count == 2: self = .person(PersonCode(rawValue: code))
        case ("queue", let code?) where parts.count == 2: self = .queue(DepartmentCode(rawValue: code))
        default: return nil
        }
    }

    package var description: String {
        switch self {
        case .person(let code): "person:\(code)"
        case .queue(let code): "queue:\(code)"
        }
    }

    package static let textForm = "person:<code> or queue:<department>"
}
