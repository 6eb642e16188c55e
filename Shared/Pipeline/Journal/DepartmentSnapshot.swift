import FoundationEssentials
package import Tickets

/// A ticket as a department's bots are shown it: all of it, each time something about its work changes.
package struct DepartmentSnapshot: Encodable {
    package static let type = "shouwen.department.ticket.v1"

    private let ticket: Ticket
    /// What happened, in one word: `routed`.
    private let change: EventType

    package init(_ ticket: Ticket, after change: EventType) {
        (self.ticket, self.change) = (ticket, change)
    }

    /// The message for `department`; `seq` is that of the event which changed the ticket.
    package func message(
        to department: DepartmentCode,
        seq: Int,
        at now: Instant,
        trace: String?
    ) throws -> OutboxMessage {
        let json = try JSONEncoder().encode(self)
        let row = JournalRow(
            ticket: ticket.id,
            seq: seq,
            type: Self.type,
            at: now,
            source: "department/\(department)",
            trace: Tracing.child(of: trace),
            data: String(decoding: json, as: UTF8.self)
        )
        return OutboxMessage(
            lane: ticket.id.lane,
            topic: Topic.tickets(of: department),
            key: Array(ticket.id.description.utf8),
            headers: CloudEvent.headers(row),
            payload: Array(CloudEvent.json(row).utf8)
        )
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(change.name, forKey: .change)
        try encodeProblem(&container)
        try encodeWork(&container)
    }

    private func encodeProblem(_ container: inout KeyedEncodingContainer<CodingKeys>) throws {
        try container.encode(ticket.id, forKey: .ticket)
        try container.encode(ticket.number, forKey: .number)
        try container.encode(ticket.version, forKey: .version)
        try container.encode(ticket.channel, forKey: .channel)
        try container.encode(ticket.contact, forKey: .contact)
        try container.encode(ticket.subject, forKey: .subject)
        try container.encode(ticket.text, forKey: .text)
        try container.encodeIfPresent(ticket.orderNumber, forKey: .orderNumber)
        try container.encodeIfPresent(ticket.language, forKey: .language)
        try container.encode(ticket.attachments, forKey: .attachments)
        try container.encodeIfPresent(ticket.category, forKey: .category)
        try container.encodeIfPresent(ticket.tier, forKey: .tier)
        try container.encode(ticket.priority, forKey: .priority)
        try container.encodeIfPresent(ticket.sentiment, forKey: .sentiment)
        try container.encodeIfPresent(ticket.confidence, forKey: .confidence)
    }

    private func encodeWork(_ container: inout KeyedEncodingContainer<CodingKeys>) throws {
        try container.encode(ticket.stage, forKey: .stage)
        try container.encode(ticket.status, forKey: .status)
        try container.encode(ticket.owner, forKey: .owner)
        try container.encodeIfPresent(ticket.department, forKey: .department)
        try container.encodeIfPresent(ticket.assignee, forKey: .assignee)
        try container.encode(ticket.handOffs, forKey: .handOff)
        try container.encode(ticket.bounces, forKey: .bounces)
        try container.encode(ticket.breaches, forKey: .breaches)
        try container.encodeIfPresent(ticket.firstResponseDueAt, forKey: .firstResponseDueAt)
        try container.encodeIfPresent(ticket.firstRespondedAt, forKey: .firstRespondedAt)
        try container.encodeIfPresent(ticket.acceptanceDueAt, forKey: .acceptanceDueAt)
        try container.encodeIfPresent(ticket.acceptedAt, forKey: .acceptedAt)
        try container.encodeIfPresent(ticket.resolvedAt, forKey: .resolvedAt)
        try container.encode(ticket.createdAt, forKey: .createdAt)
        try container.encode(ticket.updatedAt, forKey: .updatedAt)
    }

    private enum CodingKeys: String, CodingKey {
        case change, ticket, number, version, channel, contact, subject, text, language, attachments
        case orderNumber = "order_number"
        case category, tier, priority, sentiment, confidence
        case stage, status, owner, department, assignee, bounces, breaches
        case handOff = "hand_off"
        case firstResponseDueAt = "first_response_due_at"
        case firstRespondedAt = "first_responded_at"
        case acceptanceDueAt = "acceptance_due_at"
        case acceptedAt = "accepted_at"
        case resolvedAt = "resolved_at"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }
}
