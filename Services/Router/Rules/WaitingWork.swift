package import Tickets

/// A ticket in a department's queue.
package struct WaitingWork: Hashable, Sendable {
    package let ticket: TicketID
    package let department: DepartmentCode
    package let priority: Priority
    /// Since when the department has it.
    package let since: Instant

    package init(_ ticket: TicketID, in department: DepartmentCode, _ priority: Priority, since: Instant) {
        (self.ticket, self.department, self.priority, self.since) = (ticket, department, priority, since)
    }
}

extension WaitingWork: Comparable {
    /// The most pressing first, then the longest waiting; tickets of one moment in the order of their birth.
    package static func < (left: WaitingWork, right: WaitingWork) -> Bool {
        (left.priority.rank, left.since, left.ticket) < (right.priority.rank, right.since, right.ticket)
    }
}
