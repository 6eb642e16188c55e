import FoundationEssentials
import Postgres
import Tickets

/// Writes ticket rows, many in one statement.
enum TicketTable {
    static func insert(_ tickets: [Ticket], in session: borrowing Session) throws {
        guard !tickets.isEmpty else { return }
        let encoder = JSONEncoder()
        let contacts = try tickets.map { String(decoding: try encoder.encode($0.contact), as: UTF8.self) }
        let attachments = try tickets.map { String(decoding: try encoder.encode($0.attachments), as: UTF8.self) }
        try session.execute(
            """
            INSERT INTO ticket (id, number, channel, source, contact, subject, text, order_number, language, attachments,
                version, priority, stage, owner, hand_offs, bounces, breaches, created_at, updated_at)
            SELECT id, number, channel, source, contact, subject, text, order_number, language, attachments,
                version, priority, stage, owner, 0, 0, 0, created_at, created_at
            FROM unnest(\(tickets.map(\.id)), \(tickets.map(\.number.description)), \(tickets.map(\.channel.rawValue)),
                \(tickets.map(\.source)), \(contacts), \(tickets.map(\.subject)), \(tickets.map(\.text)),
                \(tickets.map(\.orderNumber)), \(tickets.map(\.language)), \(attachments),
                \(tickets.map { Int32($0.version) }), \(tickets.map(\.priority.rawValue)),
                \(tickets.map(\.stage.rawValue)), \(tickets.map(\.owner.description)), \(tickets.map(\.createdAt)))
                AS new (id, number, channel, source, contact, subject, text, order_number, language, attachments,
                    version, priority, stage, owner, created_at)
            """
        )
    }

    /// Writes what events can change; what `received` set once stays as it is, but for the language.
    static func update(_ tickets: [Ticket], in session: borrowing Session) throws {
        guard !tickets.isEmpty else { return }
        try session.execute(
            """
            UPDATE ticket SET version = new.version, language = new.language, category = new.category,
                tier = new.tier, priority = new.priority, sentiment = new.sentiment, confidence = new.confidence,
                stage = new.stage, owner = new.owner, department = new.department, assignee = new.assignee,
                hand_offs = new.hand_offs, bounces = new.bounces, breaches = new.breaches,
                first_response_due_at = new.first_response_due_at, first_responded_at = new.first_responded_at,
                acceptance_due_at = new.acceptance_due_at, accepted_at = new.accepted_at,
                resolved_at = new.resolved_at, updated_at = new.updated_at
            FROM unnest(\(tickets.map(\.id)), \(tickets.map { Int32($0.version) }), \(tickets.map(\.language)),
                \(tickets.map(\.category?.rawValue)), \(tickets.map(\.tier?.rawValue)),
                \(tickets.map(\.priority.rawValue)), \(tickets.map(\.sentiment?.rawValue)),
                \(tickets.map(\.confidence)), \(tickets.map(\.stage.rawValue)), \(tickets.map(\.owner.description)),
                \(tickets.map(\.department?.rawValue)), \(tickets.map(\.assignee?.rawValue)),
                \(tickets.map { Int32($0.handOffs) }), \(tickets.map { Int32($0.bounces) }),
                \(tickets.map { Int32($0.breaches) }), \(tickets.map(\.firstResponseDueAt)),
                \(tickets.map(\.firstRespondedAt)), \(tickets.map(\.acceptanceDueAt)), \(tickets.map(\.acceptedAt)),
                \(tickets.map(\.resolvedAt)), \(tickets.map(\.updatedAt)))
                AS new (id, version, language, category, tier, priority, sentiment, confidence, stage, owner,
                    department, assignee, hand_offs, bounces, breaches, first_response_due_at, first_responded_at,
                    acceptance_due_at, accepted_at, resolved_at, updated_at)
            WHERE ticket.id = new.id
            """
        )
    }
}
