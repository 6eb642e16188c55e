package import Tickets

/// How much of the company's work the board shows at once.
package enum BoardWindow {
    /// More cards than anybody reads in one column; the rest is counted.
    package static let cardsPerColumn = 60
    /// What was resolved longer ago is history and no longer on the board: a week, so that Monday shows Friday.
    package static let resolvedDays = 7

    /// Whether the board shows the card at all.
    package static func shows(_ card: Card, at now: Instant) -> Bool {
        guard card.column == .resolved, let resolvedAt = card.resolvedAt else { return true }
        return resolvedAt > now - .seconds(resolvedDays * 86400)
    }
}
