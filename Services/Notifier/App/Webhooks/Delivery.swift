import FoundationEssentials
import Tickets

/// One attempt to deliver one notice, claimed for this instance.
struct Delivery: Sendable {
    let notice: UUID
    let webhook: UUID
    let url: String
    let secret: String
    let payload: String
    let trace: String?
    /// Counts from 1.
    let attempt: Int
    /// The database's time of the claim.
    let at: Instant
}
