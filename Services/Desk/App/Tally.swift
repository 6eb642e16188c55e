import DeskRules
import Postgres
import Tickets

/// How many tickets a column has, shown or not, and how many of them have missed a promise.
struct Tally: Hashable, Codable, Sendable {
    var count = 0
    var late = 0

    static func read(in session: borrowing Session) throws -> [BoardStatus: Tally] {
        let rows = try session.query(
            """
            SELECT stage, count(*) AS count, count(*) FILTER (WHERE breaches > 0) AS late FROM ticket
            WHERE stage = ANY(\(BoardStatus.openStages)) GROUP BY stage
            UNION ALL
            SELECT 'answered', count(*), 0 FROM ticket
            WHERE resolved_at > now() - make_interval(days => \(Int32(BoardWindow.resolvedDays)))
                AND stage <> ALL(\(BoardStatus.openStages))
            """
        )
        var tallies: [BoardStatus: Tally] = [:]
        for row in rows {
            guard let stage = TicketStage(rawValue: try row["stage"]) else { continue }
            tallies[stage.status, default: Tally()].count += try row["count", as: Int.self]
            tallies[stage.status, default: Tally()].late += try row["late", as: Int.self]
        }
        return tallies
    }
}

extension BoardStatus {
    /// The stages of the tickets in this column, as the database has them.
    var stages: [String] {
        TicketStage.allCases.filter { $0.status == self }.map(\.rawValue)
    }

    static var openStages: [String] { waiting.stages + inProgress.stages }
}
