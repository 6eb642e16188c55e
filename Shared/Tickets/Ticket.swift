/// A ticket as its events have made it.
///
/// Nothing else changes one: `init` and `apply` are the fold.
package struct Ticket: Hashable, Sendable {
    package let id: TicketID
    /// The `seq` of the last event folded in.
    package var version: Int
    package var number: TicketNumber
    package var channel: Channel
    package var source: String
    package var contact: Contact
    package var subject: String
    package var text: String
    package var orderNumber: String?
    package var language: String?
    package var attachments: [Attachment]
    package var category: Category?
    package var tier: NeedTier?
    package var priority: Priority
    package var sentiment: Sentiment?
    package var confidence: Double?
    package var stage: TicketStage
    package var owner: Owner
    package var department: DepartmentCode?
    package var assignee: PersonCode?
    package var handOffs: Int
    package var bounces: Int
    package var firstResponseDueAt: Instant?
    package var firstRespondedAt: Instant?
    package var acceptanceDueAt: Instant?
    package var acceptedAt: Instant?
    package var resolvedAt: Instant?
    /// Breaches so far, of any clock.
    package var breaches: Int
    package let createdAt: Instant
    package var updatedAt: Instant

    /// The ticket that a first event makes; nil when that event is no `received` with seq 1.
    package init?(_ event: TicketEvent) {
        guard case .received(let received) = event.fact, event.seq == 1 else { return nil }
        self.init(id: event.ticket, received: received, at: event.at)
    }

    package init(id: TicketID, received: Received, at instant: Instant) {
        self.id = id
        version = 1
        (number, channel, source) = (received.number, received.channel, received.source)
        (contact, subject, text) = (received.contact, received.subject, received.text)
        (orderNumber, language, attachments) = (received.orderNumber, received.language, received.attachments)
        priority = .p3
        stage = .received
        owner = .queue(.frontline)
        (handOffs, bounces, breaches) = (0, 0, 0)
        (createdAt, updatedAt) = (instant, instant)
    }

    package var status: BoardStatus { stage.status }

    /// The ticket that `events` make, in order of their seq; nil when they do not begin with a `received`.
    package static func folded(_ events: [TicketEvent]) -> Ticket? {
        guard let first = events.first, var ticket = Ticket(first) else { return nil }
        for event in events.dropFirst() {
            ticket.apply(event.fact, at: event.at)
        }
        return ticket
    }
}
