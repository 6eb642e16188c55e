import DeskRules
import Pipeline
import Postgres
import Telemetry
import Tickets

/// Everything the board shows at one moment, and the place in the journal from which to follow what changes.
struct Board: Sendable {
    var columns: [BoardStatus: [Card]] = [:]
    let tallies: [BoardStatus: Tally]
    let names: Names
    let cursor: Feed.Cursor
    let now: Instant

    /// Reads all of it as one moment saw it: run it in a transaction that repeats its reads.
    static func read(_ order: BoardOrder, with reader: CardReader, in session: borrowing Session) throws -> Board {
        let cursor = try Feed.end(in: session)
        var columns: [BoardStatus: [Card]] = [:]
        for status in BoardStatus.allCases {
            columns[status] = try reader.cards(from: rows(status, order, in: session), in: session)
        }
        return Board(
            columns: columns,
            tallies: try Tally.read(in: session),
            names: try Names.read(for: columns.values.flatMap(\.self), in: session),
            cursor: cursor,
            now: try Journal.now(in: session)
        )
    }

    /// The same order as `BoardOrder.place(of:)`, which the browser goes by.
    private static func rows(
        _ status: BoardStatus,
        _ order: BoardOrder,
        in session: borrowing Session
    ) throws -> [Row] {
        let limit = BoardWindow.cardsPerColumn
        switch (status, order) {
        case (.resolved, _):
            return try session.query(
                """
                SELECT * FROM ticket
                WHERE resolved_at > now() - make_interval(days => \(Int32(BoardWindow.resolvedDays)))
                    AND stage = ANY(\(status.stages))
                ORDER BY resolved_at DESC, id LIMIT \(limit)
                """
            )
        case (_, .newest):
            return try session.query(
                "SELECT * FROM ticket WHERE stage = ANY(\(status.stages)) ORDER BY created_at DESC, id LIMIT \(limit)"
            )
        case (_, .urgent):
            return try session.query(
                """
                SELECT * FROM ticket WHERE stage = ANY(\(status.stages))
                ORDER BY least(
                    CASE WHEN first_responded_at IS NULL THEN first_response_due_at END,
                    CASE WHEN accepted_at IS NULL THEN acceptance_due_at END) NULLS LAST, priority, created_at, id
                LIMIT \(limit)
                """
            )
        }
    }
}
