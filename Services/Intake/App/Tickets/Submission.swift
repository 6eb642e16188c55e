import IntakeRules
import Tickets

/// One message on its way into the database: checked, with everything that its ticket needs but the number.
struct Submission: Sendable {
    let draft: Draft
    let channel: Channel
    let source: String
    /// Nil when the client sent no key.
    let claim: Claim?
    /// The trace of the request.
    let trace: String
}

/// What became of a message that could be dealt with.
enum Outcome: Hashable, Sendable {
    case accepted(Receipt)
    /// Its key stands for another message.
    case contradicts
    /// The message with its key is being stored right now, elsewhere.
    case isRunning
}

/// What the client is told of its ticket; the same for every repetition.
struct Receipt: Hashable, Sendable {
    let ticket: TicketID
    let number: TicketNumber
    let at: Instant
    let isReplay: Bool
}
