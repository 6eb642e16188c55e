import FoundationEssentials
import HTTP
import Pipeline
import TestKit
import Testing
import Tickets

@testable import Desk

@Suite("The feed of events", .timeLimit(.minutes(2)))
struct FeedTests {
    /// What a reader of the feed goes by.
    private struct Page: Decodable {
        struct Event: Decodable {
            struct Content: Decodable { let seq: Int }

            let id: String
            let type: String
            let subject: String
            let data: Content
        }

        let events: [Event]
        let next: String
    }

    private func page(_ desk: OpenDesk, _ query: String) async throws -> Page {
        let answer = try await desk.get("/v1/events?\(query)")
        #expect(answer.status == 200 && answer.headers["Cache-Control"] == "no-store")
        return try JSONDecoder().decode(Page.self, from: Data(answer.body))
    }

    @Test func `gives every event once and in order while many write`() async throws {
        try await withDesk { desk in
            let (tickets, rounds) = (6, 8)
            let writing = Task {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 1...UInt64(tickets) {
                        group.addTask {
                            try await desk.receive(number)
                            for _ in 1..<rounds {
                                try await desk.append(.noted(Noted(by: someone, text: "x")), to: number)
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            var seqs: [String: [Int]] = [:]
            var cursor = ""
            try await eventually("all events are read", within: .seconds(60)) {
                let page = try await self.page(desk, "after=\(cursor)&limit=7")
                for event in page.events {
                    #expect(event.id == "\(event.subject):\(event.data.seq)")
                    seqs[event.subject, default: []].append(event.data.seq)
                }
                cursor = page.next
                return seqs.values.map(\.count).reduce(0, +) >= tickets * rounds
            }
            try await writing.value
            #expect(seqs.count == tickets && seqs.values.allSatisfy { $0 == Array(1...rounds) })
            #expect(try await page(desk, "after=\(cursor)").events.isEmpty)
        }
    }

    @Test func `begins at its beginning, or now`() async throws {
        try await withDesk { desk in
            try await desk.receive(1)
            try await desk.readable(1)
            #expect(try await page(desk, "").events.count == 1)
            let now = try await page(desk, "after=now")
            #expect(now.events.isEmpty)
            try await desk.receive(2)
            try await eventually("the next one can be read") {
                try await page(desk, "after=\(now.next)").events.map(\.subject) == ["\(ticketID(2))"]
            }
        }
    }

    @Test func `waits for what comes`() async throws {
        try await withDesk { desk in
            try await desk.receive(1)
            try await desk.readable(1)
            let waiting = Task { try await page(desk, "after=now&wait=30") }
            // Whoever asks "now" twice must not miss what lies between: the place is taken once.
            try await eventually("an event after now is read") {
                try await desk.append(.noted(Noted(by: someone, text: "x")), to: 1)
                return try await page(desk, "limit=1000").events.count > 20
            }
            let answer = try await waiting.value
            #expect(answer.events.first?.type == EventType.noted.rawValue)
        }
    }

    @Test func `answers with nothing when nothing comes`() async throws {
        try await withDesk { desk in
            let begun = ContinuousClock.now
            let page = try await self.page(desk, "after=now&wait=1")
            #expect(page.events.isEmpty && Feed.Cursor(page.next) != nil)
            #expect(ContinuousClock.now - begun >= .milliseconds(900))
        }
    }

    @Test func `lets those who wait go when it stops`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let client = HTTPClient(policy: .any)
            let desk = try OpenDesk(database, client)
            let begun = ContinuousClock.now
            async let answer = desk.get("/v1/events?after=now&wait=30")
            try await eventually("the request is being answered") { desk.gauge("desk_journal_waiters") == 2 }
            await desk.stop()
            #expect(try await answer.status == 200)
            #expect(ContinuousClock.now - begun < .seconds(20))
            await client.close()
        }
    }

    @Test(arguments: [
        ("after=yesterday", "after"), ("after=1", "after"), ("limit=0", "limit"), ("limit=1001", "limit"),
        ("limit=ten", "limit"), ("wait=31", "wait"), ("wait=-1", "wait"), ("afer=now", "afer"),
        ("limit=1&limit=2", "limit"), ("after=\(UInt64.max - 1).1", "after"),
    ])
    func `refuses what it cannot mean, and names it`(_ query: String, _ name: String) async throws {
        try await withDesk { desk in
            let answer = try await desk.get("/v1/events?\(query)")
            #expect(answer.status == 400 && answer.headers["Content-Type"] == "application/problem+json")
            let text = String(decoding: answer.body, as: UTF8.self)
            #expect(text.contains(#""pointer":"/query/\#(name)""#) && text.contains(#""detail":""#))
        }
    }
}
