import FoundationEssentials
import Postgres
import Tickets

/// Writes ticket rows, many in one statement.
enum TicketTable {
    static func insert(_ tickets: [Ticket], in session: borrowing Session) throws {
        guard !tickets.isEmpty else { return }
        let encoder = JSONEncoder()
        let contacts = try tickets.map { String(decoding: try encoder.encode($0.contact), as: UTF8.self) }
        let attachments = try tickets.map { ticket in
            ticket.attachments.isEmpty ? "[]" : String(decoding: try encoder.encode(ticket.attachments), as: UTF8.self)
        }
        try session.post(
            """
            INSERT INTO ticket (id, number, channel, source, contact, subject, text, order_number, language, attachments,
                version, priority, stage, owner, hand_offs, bounces, breaches, created_at, updated_at)
            SELECT id, number, channel, source, contact, subject, text, order_number, language, attachments,
                version, priority, stage, owner, 0, 0, 0, created_at, created_at
            FROM unnest(\(tickets.map { $0.id }), \(tickets.map { $0.number.description }), \(tickets.map { $0.channel.rawValue }),
                \(tickets.map { $0.source }), \(contacts), \(tickets.map { $0.subject }), \(tickets.map { $0.text }),
                \(tickets.map { $0.orderNumber }), \(tickets.map { $0.language }), \(attachments),
                \(tickets.map { Int32($0.version) }), \(tickets.map { $0.priority.rawValue }),
                \(tickets.map { $0.stage.rawValue }), \(tickets.map { $0.owner.description }), \(tickets.map { $0.createdAt }))
                AS new (id, number, channel, source, contact, subject, text, order_number, language, attachments,
                    version, priority, stage, owner, created_at)
            """
        )
    }

    /// Writes what events can change; what `received` set once stays as it is, but for the language.
    static func update(_ tickets: [Ticket], in session: borrowing Session) throws {
        guard !tickets.isEmpty else { return }
        try session.post(
            """
            UPDATE ticket SET version = new.version, language = new.language, category = new.category,
                tier = new.tier, priority = new.priority, sentiment = new.sentiment, confidence = new.confidence,
                stage = new.stage, owner = new.owner, department = new.department, assignee = new.assignee,
                hand_offs = new.hand_offs, bounces = new.bounces, breaches = new.breaches,
                first_response_due_at = new.first_response_due_at, first_responded_at = new.first_responded_at,
                acceptance_due_at = new.acceptance_due_at, accepted_at = new.accepted_at,
                resolved_at = new.resolved_at, updated_at = new.updated_at
            FROM unnest(\(tickets.map { $0.id }), \(tickets.map { Int32($0.version) }), \(tickets.map { $0.language }),
                \(tickets.map { $0.category?.rawValue }), \(tickets.map { $0.tier?.rawValue }),
                \(tickets.map { $0.priority.rawValue }), \(tickets.map { $0.sentiment?.rawValue }),
                \(tickets.map { $0.confidence }), \(tickets.map { $0.stage.rawValue }), \(tickets.map { $0.owner.description }),
                \(tickets.map { $0.department?.rawValue }), \(tickets.map { $0.assignee?.rawValue }),
                \(tickets.map { Int32($0.handOffs) }), \(tickets.map { Int32($0.bounces) }),
                \(tickets.map { Int32($0.breaches) }), \(tickets.map { $0.firstResponseDueAt }),
                \(tickets.map { $0.firstRespondedAt }), \(tickets.map { $0.acceptanceDueAt }), \(tickets.map { $0.acceptedAt }),
                \(tickets.map { $0.resolvedAt }), \(tickets.map { $0.updatedAt }))
                AS new (id, version, language, category, tier, priority, sentiment, confidence, stage, owner,
                    department, assignee, hand_offs, bounces, breaches, first_response_due_at, first_responded_at,
                    acceptance_due_at, accepted_at, resolved_at, updated_at)
            WHERE ticket.id = new.id
            """
        )
    }
}
