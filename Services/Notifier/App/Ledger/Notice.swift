import FoundationEssentials
import Tickets

/// The way a notice reaches its recipient.
enum NoticeChannel: String, CaseIterable, Sendable {
    /// Shown where people work; it has arrived as soon as it is written.
    case inApp = "in_app"
    case webhook
}

/// One line of the ledger: a fact, and one who is told of it.
struct Notice: Sendable {
    /// What a webhook's receiver knows it by; the same for every attempt.
    let id: UUID
    let eventID: String
    /// `person:li.na`, `queue:finance`, `webhook:<id>`.
    let recipient: String
    let channel: NoticeChannel
    let ticket: TicketID
    let type: String
    let payload: String
    let trace: String?
}
