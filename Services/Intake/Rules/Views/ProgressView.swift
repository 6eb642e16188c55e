package import Tickets

/// A ticket as its customer sees it by the signed link: where it stands, who is awaited, what was promised and answered.
package struct ProgressView: Encodable, Sendable {
    private let number: TicketNumber
    private let status: BoardStatus
    private let stage: Stage
    private let department: Bilingual?
    private let awaiting: Bilingual
    private let receivedAt: Instant
    private let promisedAt: Instant?
    private let resolvedAt: Instant?
    private let answers: [Answer]

    private struct Stage: Encodable {
        let code: TicketStage
        let zh: String
        let en: String
    }

    private struct Answer: Encodable {
        let at: Instant
        let text: String
    }

    /// The view of a ticket that the department of this name holds.
    package init(_ ticket: Ticket, _ events: [TicketEvent], department: Bilingual?) {
        let words = ticket.stage.words
        (number, status) = (ticket.number, ticket.status)
        stage = Stage(code: ticket.stage, zh: words.zh, en: words.en)
        self.department = department
        awaiting = ticket.stage.awaited(from: department)
        receivedAt = ticket.createdAt
        promisedAt = ticket.firstRespondedAt == nil ? ticket.firstResponseDueAt : nil
        resolvedAt = ticket.resolvedAt
        answers = events.compactMap(PublicStep.init).compactMap { step in
            step.text.map { Answer(at: step.at, text: $0) }
        }
    }

    enum CodingKeys: String, CodingKey {
        case number, status, stage, department, awaiting, answers
        case receivedAt = "received_at"
        case promisedAt = "promised_at"
        case resolvedAt = "resolved_at"
    }
}
