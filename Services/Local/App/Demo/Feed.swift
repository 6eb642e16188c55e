import FoundationEssentials
import Tickets

/// Reads what happens to tickets from desk's feed, page after page.
struct Feed: Sendable {
    let desk: Loopback
    private var cursor: String?

    init(desk: Loopback) {
        self.desk = desk
    }

    /// What happened since the last call; empty when nothing did.
    mutating func next() async throws -> [FeedEvent] {
        let query = cursor.map { "?after=\($0)" } ?? ""
        let answer = try await desk.get("/v1/events\(query)")
        guard answer.status == 200 else { throw DemoError(description: "desk answered \(answer.status) to /v1/events") }
        let page = try FeedPage.read(answer.body)
        cursor = page.next ?? cursor
        return page.events
    }
}

/// One page of the feed, and where the next begins.
struct FeedPage: Decodable, Sendable {
    let events: [FeedEvent]
    let next: String?

    static func read(_ json: [UInt8]) throws -> FeedPage {
        try JSONDecoder().decode(FeedPage.self, from: Data(json))
    }
}

/// What the demonstration reads of a CloudEvent.
struct FeedEvent: Decodable, Sendable {
    let type: String
    let subject: String
    let time: Instant
    let data: Details

    /// The parts of the events' data that the table shows.
    struct Details: Decodable, Sendable {
        var category: Tickets.Category?
        var department: String?
        var owner: Owner?
    }
}
