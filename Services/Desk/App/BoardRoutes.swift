import DeskRules
import HTML
import HTTP
import Pipeline
import Postgres
import Tickets

/// The board page, and the stream that keeps it live.
struct BoardRoutes: Sendable {
    struct Column: Sendable {
        let count: Int
        let cards: [Card]
    }

    private static let cardsPerColumn = 60
    private let service: ServiceContext
    private let names: Names
    private let live: LiveBoard

    init(_ service: ServiceContext, _ names: Names, _ live: LiveBoard) {
        (self.service, self.names, self.live) = (service, names, live)
    }

    var all: [Route] {
        [
            Route(.get, "/") { request in try await board(request) },
            Route(.get, "/live") { request in try await stream(request) },
        ]
    }

    private func board(_ request: Request) async throws -> Response {
        let words = Words(asked: request.query["lang"], accepted: request.headers["Accept-Language"])
        let (columns, cursor) = try await service.pool.transaction { session in
            // The cursor first: what changes meanwhile is shown twice rather than not at all.
            let cursor = try Feed.end(in: session)
            var columns: [BoardStatus: Column] = [:]
            for status in BoardStatus.allCases { columns[status] = try Self.column(status, in: session) }
            return (columns, cursor)
        }
        let page = BoardPage(columns: columns, cursor: cursor.description, words: words, names: names)
        return .html(page.html.description, headers: ["Cache-Control": "no-store"])
    }

    private static func column(_ status: BoardStatus, in session: borrowing Session) throws -> Column {
        let stages = TicketStage.allCases.filter { $0.status == status }.map(\.rawValue)
        let count = try session.query("SELECT count(*) AS count FROM ticket WHERE stage = ANY(\(stages))")[0]
        let rows = try session.query(
            "SELECT * FROM ticket WHERE stage = ANY(\(stages)) ORDER BY updated_at DESC, id DESC LIMIT \(cardsPerColumn)"
        )
        return Column(count: try count["count", as: Int.self], cards: try rows.map { Card(try Ticket(row: $0)) })
    }

    private func stream(_ request: Request) async throws -> Response {
        let after = request.headers["Last-Event-ID"] ?? request.query["after"] ?? ""
        guard let cursor = Feed.Cursor(after) else {
            throw Problem.badCursor("after")
        }
        let words = Words(asked: request.query["lang"], accepted: request.headers["Accept-Language"])
        return .events(live.subscribe(after: cursor, words))
    }
}

extension Problem {
    static func badCursor(_ name: String) -> Problem {
        Problem(
            status: 400,
            detail: "\(name) must be a cursor that this service gave, such as 4711.42, or be left out",
            title: "Bad cursor",
            errors: [FieldError(pointer: "/query/\(name)", detail: "not a cursor")]
        )
    }
}
