import DeskRules
import HTML
import HTTP
import Pipeline
import Postgres

/// The board page, and the stream that keeps it live.
struct BoardRoutes: Sendable {
    private let service: ServiceContext
    private let live: LiveBoard

    init(_ service: ServiceContext, _ live: LiveBoard) {
        (self.service, self.live) = (service, live)
    }

    var all: [Route] {
        [
            Route(.get, "/") { request in try await board(request) },
            Route(.get, "/live") { request in try stream(request) },
        ]
    }

    private func board(_ request: Request) async throws -> Response {
        let words = Words(request)
        let order = request.query["order"].flatMap(BoardOrder.init(rawValue:)) ?? .newest
        let reader = CardReader(logger: service.logger)
        do {
            let board = try await service.pool.transaction(isolation: .repeatableRead) { session in
                try Board.read(order, with: reader, in: session)
            }
            let page = BoardPage(board: board, order: order, words: words)
            return .html(page.html.description, headers: PlainPage.headers)
        } catch let error as PostgresError where error.isRetriable && request.isFromBrowser {
            return PlainPage.unavailable(words)
        }
    }

    private func stream(_ request: Request) throws -> Response {
        let after = request.headers["Last-Event-ID"] ?? request.query["after"] ?? ""
        guard let cursor = Feed.Cursor(after) else { throw Problem.badCursor("after") }
        return .events(live.subscribe(after: cursor, Words(request)))
    }
}

extension Problem {
    static func badCursor(_ name: String) -> Problem {
        Problem(
            status: 400,
            detail: "\(name) must be a cursor that this service gave, such as 4711.42",
            title: "Bad cursor",
            errors: [FieldError(pointer: "/query/\(name)", detail: "not a cursor")]
        )
    }
}
