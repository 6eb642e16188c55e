package import Tickets

/// Every topic name, once.
package enum Topic {
    /// Everything that happens to tickets; key = ticket id.
    package static let ticketEvents = "ticket.events"

    /// Full tickets for a department's bots.
    package static func tickets(of department: DepartmentCode) -> String {
        "department.\(department).tickets"
    }

    /// What a department's bots ask to be done.
    package static func actions(of department: DepartmentCode) -> String {
        "department.\(department).actions"
    }

    package static let allActions = #"^department\.[a-z0-9-]+\.actions$"#

    /// The department whose actions come through `topic`; nil for other topics.
    package static func department(ofActions topic: String) -> DepartmentCode? {
        let parts = topic.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "department", parts[2] == "actions",
            DepartmentCode.isValid(String(parts[1]))
        else { return nil }
        return DepartmentCode(rawValue: String(parts[1]))
    }

    package static func deadLetters(of topic: String) -> String {
        "\(topic).dlq"
    }
}
