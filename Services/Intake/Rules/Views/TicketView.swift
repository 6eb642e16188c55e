package import Tickets

/// A ticket as the channel that handed it in may see it: where it stands and what was said to the customer.
package struct TicketView: Encodable, Sendable {
    private let id: TicketID
    private let number: TicketNumber
    private let channel: Channel
    private let status: BoardStatus
    private let stage: TicketStage
    private let subject: String
    private let orderNumber: String?
    private let language: String?
    private let category: Category?
    private let priority: Priority
    private let department: DepartmentCode?
    private let receivedAt: Instant
    private let firstResponseDueAt: Instant?
    private let firstRespondedAt: Instant?
    private let resolvedAt: Instant?
    private let progressURL: String
    private let history: [PublicStep]

    package init(_ ticket: Ticket, _ events: [TicketEvent], progressURL: String) {
        (id, number, channel) = (ticket.id, ticket.number, ticket.channel)
        (status, stage, subject) = (ticket.status, ticket.stage, ticket.subject)
        (orderNumber, language, category) = (ticket.orderNumber, ticket.language, ticket.category)
        (priority, department, receivedAt) = (ticket.priority, ticket.department, ticket.createdAt)
        (firstResponseDueAt, firstRespondedAt) = (ticket.firstResponseDueAt, ticket.firstRespondedAt)
        (resolvedAt, self.progressURL) = (ticket.resolvedAt, progressURL)
        history = events.compactMap(PublicStep.init)
    }

    enum CodingKeys: String, CodingKey {
        case id, number, channel, status, stage, subject, language, category, priority, department, history
        case orderNumber = "order_number"
        case receivedAt = "received_at"
        case firstResponseDueAt = "first_response_due_at"
        case firstRespondedAt = "first_responded_at"
        case resolvedAt = "resolved_at"
        case progressURL = "progress_url"
    }
}

/// One thing that happened, without what is internal: notes, names of people and bots, who sent it back and why.
struct PublicStep: Encodable, Sendable {
    let seq: Int
    let at: Instant
    let what: String
    var category: Category?
    var department: DepartmentCode?
    var dueAt: Instant?
    var text: String?

    /// The event's public side; nil when it has none.
    init?(_ event: TicketEvent) {
        switch event.fact {
        case .received, .accepted: break
        case .classified(let found): category = found.category
        case .routed(let routed): department = routed.department
        case .promised(let promise):
            guard promise.clock == .firstResponse else { return nil }
            dueAt = promise.dueAt
        case .progressed(let progress):
            guard progress.isPublic else { return nil }
            text = progress.text
        case .asked(let question): text = question.text
        case .resolved(let resolved): text = resolved.answer
        case .assigned, .warned, .breached, .noted, .returned, .unrecognized: return nil
        }
        guard let type = event.fact.type else { return nil }
        (seq, at, what) = (event.seq, event.at, type.name)
    }

    enum CodingKeys: String, CodingKey {
        case seq, at, what, category, department, text
        case dueAt = "due_at"
    }
}
