import HTTP
import Pipeline
import Postgres

/// `GET /v1/events`: the journal for readers without Kafka, in the words of CloudEvents.
struct FeedRoutes: Sendable {
    private static let mostEvents = 1000
    private static let longestWait = 30
    private static let pollInterval = Duration.milliseconds(150)
    private let service: ServiceContext

    init(_ service: ServiceContext) {
        self.service = service
    }

    var all: [Route] {
        [Route(.get, "/v1/events") { request in try await events(request) }]
    }

    private func events(_ request: Request) async throws -> Response {
        let after = try cursor(request)
        let limit = try number("limit", in: request, standard: 100, 1...Self.mostEvents)
        let wait = try number("wait", in: request, standard: 0, 0...Self.longestWait)
        let deadline = ContinuousClock.now + .seconds(wait)
        var page = try await read(after, limit)
        while page.rows.isEmpty, ContinuousClock.now < deadline, !service.isDraining {
            try await Task.sleep(for: Self.pollInterval)
            page = try await read(after, limit)
        }
        let events = page.rows.map(CloudEvent.json).joined(separator: ",")
        return .json(
            Array(#"{"events":[\#(events)],"next":"\#(page.next)"}"#.utf8),
            headers: ["Cache-Control": "no-store"]
        )
    }

    private func read(_ cursor: Feed.Cursor?, _ limit: Int) async throws -> Feed.Page {
        try await service.pool.read { session in
            if let cursor { return try Feed.read(after: cursor, atMost: limit, in: session) }
            return Feed.Page(rows: [], next: try Feed.end(in: session))
        }
    }

    /// Nil stands for "from now on"; without `after` the feed begins at its beginning.
    private func cursor(_ request: Request) throws -> Feed.Cursor? {
        switch request.query["after"] {
        case nil, "": return .beginning
        case "now": return nil
        case let text?:
            guard let cursor = Feed.Cursor(text) else { throw Problem.badCursor("after") }
            return cursor
        }
    }

    private func number(_ name: String, in request: Request, standard: Int, _ range: ClosedRange<Int>) throws -> Int {
        guard let text = request.query[name] else { return standard }
        guard let number = Int(text), range.contains(number) else {
            throw Problem(
                status: 400,
                detail: "\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound)",
                title: "Bad parameter",
                errors: [.init(pointer: "/query/\(name)", detail: "not in range")]
            )
        }
        return number
    }
}
