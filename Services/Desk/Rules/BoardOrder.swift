import Tickets

/// In which order a column shows its open cards; what is resolved always begins with the latest.
package enum BoardOrder: String, CaseIterable, Sendable {
    /// What came last is on top, and a card never moves while one reads it.
    case newest
    /// What runs out first is on top; what has no promise follows by priority and age.
    case urgent

    /// A text that is smaller the nearer the card is to the top, so that a browser can compare it.
    package func place(of card: Card) -> String {
        let birth = Self.digits(card.createdAt.microseconds)
        if card.column == .resolved { return Self.latestFirst(card.resolvedAt ?? card.createdAt) + "\(card.ticket)" }
        return switch self {
        case .newest: Self.latestFirst(card.createdAt) + "\(card.ticket)"
        case .urgent:
            Self.digits(card.due?.at.microseconds ?? .max) + "\(card.priority.rank)" + birth + "\(card.ticket)"
        }
    }

    private static func latestFirst(_ instant: Instant) -> String {
        digits(Int64.max - max(0, instant.microseconds))
    }

    /// Every number as long as the longest, so that texts compare like numbers.
    private static func digits(_ number: Int64) -> String {
        let digits = String(max(0, number))
        return String(repeating: "0", count: 19 - digits.count) + digits
    }
}
