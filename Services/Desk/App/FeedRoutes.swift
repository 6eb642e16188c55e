import HTTP
import Pipeline
import Postgres

/// `GET /v1/events`: the journal for readers without Kafka, in the words of CloudEvents.
struct FeedRoutes: Sendable {
    private static let mostEvents = 1000
    private static let longestWait = 30
    private static let parameters: Set<String> = ["after", "limit", "wait"]
    private let service: ServiceContext
    private let watch: JournalWatch

    init(_ service: ServiceContext, _ watch: JournalWatch) {
        (self.service, self.watch) = (service, watch)
    }

    var all: [Route] {
        [Route(.get, "/v1/events") { request in try await events(request) }]
    }

    private func events(_ request: Request) async throws -> Response {
        try checkNames(request)
        let limit = try number("limit", in: request, standard: 100, 1...Self.mostEvents)
        let wait = try number("wait", in: request, standard: 0, 0...Self.longestWait)
        let deadline = ContinuousClock.now + .seconds(wait)
        let start = try await start(request)
        var page = try await read(start, limit)
        while page.rows.isEmpty, .now < deadline, !service.isDraining {
            await watch.wait(past: start, until: deadline)
            page = try await read(start, limit)
        }
        let events = page.rows.map(CloudEvent.json).joined(separator: ",")
        let json = #"{"events":[\#(events)],"next":"\#(page.next)"}"#
        return .json(Array(json.utf8), headers: ["Cache-Control": "no-store"])
    }

    /// A misspelt name that is passed by would answer something else than was asked.
    private func checkNames(_ request: Request) throws {
        for item in request.query.items {
            guard Self.parameters.contains(item.name) else {
                throw Problem.badParameter(item.name, "is not known here; there are after, limit and wait")
            }
            guard request.query.values(of: item.name).count == 1 else {
                throw Problem.badParameter(item.name, "is given more than once")
            }
        }
    }

    private func number(_ name: String, in request: Request, standard: Int, _ range: ClosedRange<Int>) throws -> Int {
        guard let text = request.query[name] else { return standard }
        guard let number = Int(text), range.contains(number) else {
            throw Problem.badParameter(
                name,
                "must be a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return number
    }

    /// The beginning of the journal, its end for `now`, or the place a reader has come to.
    private func start(_ request: Request) async throws -> Feed.Cursor {
        switch request.query["after"] {
        case nil, "": return .beginning
        case "now": return try await end()
        case let text?:
            guard let cursor = Feed.Cursor(text) else { throw Problem.badCursor("after") }
            guard try await cursor <= end() else { throw Problem.cursorAhead }
            return cursor
        }
    }

    private func end() async throws -> Feed.Cursor {
        try await service.pool.read { session in try Feed.end(in: session) }
    }

    private func read(_ cursor: Feed.Cursor, _ limit: Int) async throws -> Feed.Page {
        try await service.pool.read { session in try Feed.read(after: cursor, atMost: limit, in: session) }
    }
}

extension Problem {
    fileprivate static func badParameter(_ name: String, _ fault: String) -> Problem {
        Problem(
            status: 400,
            detail: "\(name) \(fault)",
            title: "Bad parameter",
            errors: [FieldError(pointer: "/query/\(name)", detail: fault)]
        )
    }

    /// Silence would be the alternative: a reader that waits for ever for what it has passed.
    fileprivate static var cursorAhead: Problem {
        Problem(
            status: 400,
            detail: "after is ahead of the journal, which must have been replaced since; read again without after",
            title: "Bad cursor",
            errors: [FieldError(pointer: "/query/after", detail: "ahead of the journal")]
        )
    }
}
