import DeskRules
import FoundationEssentials
import HTML
import Pipeline
import Postgres
import Tickets

/// What open boards have to be told after some place in the journal.
struct News: Sendable {
    /// More changes than this at once are no news for a person: the page is then loaded anew.
    private static let mostRows = 500
    private static let mostCards = 60

    /// Where the journal can be read up to now.
    let end: Feed.Cursor
    /// Up to where the cards below tell everything.
    let next: Feed.Cursor
    /// Nil when there is too much to tell.
    let cards: [Card]?
    let tallies: [BoardStatus: Tally]
    let names: Names
    let now: Instant

    /// Run it in a transaction that repeats its reads, so that cards, counts and places belong together.
    static func read(
        after cursor: Feed.Cursor,
        with reader: CardReader,
        in session: borrowing Session
    ) throws -> News {
        let end = try Feed.end(in: session)
        let now = try Journal.now(in: session)
        let page = try Feed.read(after: cursor, atMost: mostRows, in: session)
        let tickets = Set(page.rows.map(\.ticket))
        guard page.rows.count < mostRows, tickets.count <= mostCards else {
            return News(end: end, next: end, cards: nil, tallies: [:], names: Names(), now: now)
        }
        let cards = try reader.cards(of: tickets.sorted(), in: session)
        return News(
            end: end,
            next: page.next,
            cards: cards,
            tallies: page.rows.isEmpty ? [:] : try Tally.read(in: session),
            names: try Names.read(for: cards, in: session),
            now: now
        )
    }

    /// The cards for the page's script, each as the JSON of one event.
    func messages(in words: Words) throws -> [String] {
        let encoder = JSONEncoder()
        return try (cards ?? []).filter { BoardWindow.shows($0, at: now) }.map { card in
            let view = CardView(card: card, words: words, names: names, now: now)
            let message = CardMessage(
                id: "t-\(card.ticket)",
                column: card.column.rawValue,
                version: card.version,
                html: view.html.description
            )
            return String(decoding: try encoder.encode(message), as: UTF8.self)
        }
    }

    /// The columns' counts as JSON.
    func counts() throws -> String {
        let counts = BoardStatus.allCases.map { ($0.rawValue, tallies[$0] ?? Tally()) }
        let data = try JSONEncoder().encode(Dictionary(uniqueKeysWithValues: counts))
        return String(decoding: data, as: UTF8.self)
    }
}

/// One changed card, as the page's script reads it.
private struct CardMessage: Encodable {
    let id: String
    let column: String
    let version: Int
    let html: String
}
