package import Tickets

/// What the board shows of a ticket: enough to see whose it is, since when and what is due, nothing more.
package struct Card: Hashable, Sendable {
    package let ticket: TicketID
    package let version: Int
    package let number: TicketNumber
    package let column: BoardStatus
    package let subject: String
    package let language: String?
    package let channel: Channel
    package let category: Category?
    package let priority: Priority
    package let sentiment: Sentiment?
    package let department: DepartmentCode?
    package let assignee: PersonCode?
    package let owner: Owner
    package let isAccepted: Bool
    package let bounces: Int
    package let breaches: Int
    package let due: Due?
    /// When those who hold the ticket now were given it, or took it.
    package let heldSince: Instant
    package let createdAt: Instant
    package let resolvedAt: Instant?

    /// The promise that runs out first.
    package struct Due: Hashable, Sendable {
        package let clock: ClockKind
        package let at: Instant

        package init(clock: ClockKind, at: Instant) {
            (self.clock, self.at) = (clock, at)
        }
    }

    /// The events after which somebody else holds the ticket, or holds it in another way.
    package static let holdingEvents: [EventType] = [.received, .routed, .assigned, .accepted, .returned, .resolved]

    /// More of a long subject is for the ticket's own page.
    private static let longestSubject = 200

    /// - Parameters:
    ///   - ticket: the ticket as its events have made it.
    ///   - heldSince: when the last of its `holdingEvents` happened.
    package init(_ ticket: Ticket, heldSince: Instant?) {
        self.ticket = ticket.id
        (version, number, column) = (ticket.version, ticket.number, ticket.status)
        subject = Self.shortened(ticket.subject)
        (language, channel, category) = (ticket.language, ticket.channel, ticket.category)
        (priority, sentiment) = (ticket.priority, ticket.sentiment)
        (department, assignee, owner) = (ticket.department, ticket.assignee, ticket.owner)
        isAccepted = ticket.acceptedAt != nil
        (bounces, breaches) = (ticket.bounces, ticket.breaches)
        due = Self.due(of: ticket)
        self.heldSince = heldSince ?? ticket.createdAt
        (createdAt, resolvedAt) = (ticket.createdAt, ticket.resolvedAt)
    }

    private static func shortened(_ subject: String) -> String {
        subject.count <= longestSubject ? subject : subject.prefix(longestSubject - 1) + "…"
    }

    private static func due(of ticket: Ticket) -> Due? {
        guard ticket.status != .resolved else { return nil }
        let response = ticket.firstRespondedAt == nil ? ticket.firstResponseDueAt : nil
        let acceptance = ticket.acceptedAt == nil ? ticket.acceptanceDueAt : nil
        return [
            response.map { Due(clock: .firstResponse, at: $0) }, acceptance.map { Due(clock: .acceptance, at: $0) },
        ]
        .compactMap(\.self)
        .min { $0.at < $1.at }
    }
}
