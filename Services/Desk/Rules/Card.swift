package import Tickets

/// What the board shows of a ticket: enough to see whose it is and what is due, nothing more.
package struct Card: Hashable, Sendable {
    package let ticket: TicketID
    package let version: Int
    package let number: TicketNumber
    package let column: BoardStatus
    package let subject: String
    package let channel: Channel
    package let category: Category?
    package let priority: Priority
    package let sentiment: Sentiment?
    package let department: DepartmentCode?
    package let assignee: PersonCode?
    package let owner: Owner
    package let due: Due?
    package let hasBreached: Bool
    package let createdAt: Instant
    package let updatedAt: Instant

    /// The promise that runs out first.
    package struct Due: Hashable, Sendable {
        package let clock: ClockKind
        package let at: Instant

        package init(clock: ClockKind, at: Instant) {
            (self.clock, self.at) = (clock, at)
        }
    }

    package init(_ ticket: Ticket) {
        self.ticket = ticket.id
        (version, number, column) = (ticket.version, ticket.number, ticket.status)
        (subject, channel, category) = (ticket.subject, ticket.channel, ticket.category)
        (priority, sentiment) = (ticket.priority, ticket.sentiment)
        (department, assignee, owner) = (ticket.department, ticket.assignee, ticket.owner)
        due = Self.due(of: ticket)
        hasBreached = ticket.breaches > 0
        (createdAt, updatedAt) = (ticket.createdAt, ticket.updatedAt)
    }

    private static func due(of ticket: Ticket) -> Due? {
        guard ticket.status != .resolved else { return nil }
        let response =
            ticket.firstRespondedAt == nil
            ? ticket.firstResponseDueAt.map { Due(clock: .firstResponse, at: $0) } : nil
        let acceptance =
            ticket.acceptedAt == nil
            ? ticket.acceptanceDueAt.map { Due(clock: .acceptance, at: $0) } : nil
        return [response, acceptance].compactMap(\.self).min { $0.at < $1.at }
    }
}
