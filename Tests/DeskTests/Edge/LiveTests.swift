import FoundationEssentials
import HTTP
import Pipeline
import Postgres
import TestKit
import Testing
import Tickets

@testable import Desk

@Suite("A live board", .timeLimit(.minutes(2)))
struct LiveTests {
    /// What the page's script reads of a card.
    private struct CardData: Decodable, Equatable {
        let id: String
        let column: String
        let version: Int
    }

    private func card(_ event: LiveReader.Event?) throws -> CardData {
        try JSONDecoder().decode(CardData.self, from: Data(#require(event).data.utf8))
    }

    @Test func `is told of a new ticket and of its way through the columns`() async throws {
        try await withDesk { desk in
            try await desk.execute("INSERT INTO department VALUES ('logistics', '物流部', 'Logistics')")
            let reader = try await desk.live(after: desk.end())
            let id = "t-\(try await desk.receive(1))"
            let received = try await reader.events(upTo: "counts")
            #expect(try card(received.first) == CardData(id: id, column: "waiting", version: 1))

            try await desk.append(routed(), .accepted(Accepted(by: someone)), to: 1)
            let accepted = try await reader.events(upTo: "counts")
            #expect(try card(accepted.first) == CardData(id: id, column: "in_progress", version: 3))
            #expect(accepted.first?.data.contains("Logistics") == true)
            let counts = #"{"in_progress":{"count":1,"late":0},"resolved":{"count":0,"late":0},"#
            #expect(try sorted(accepted.last) == counts + #""waiting":{"count":0,"late":0}}"#)

            try await desk.append(.resolved(Resolved(by: someone, answer: "好了")), to: 1)
            let resolved = try await reader.events(upTo: "counts")
            #expect(try card(resolved.first) == CardData(id: id, column: "resolved", version: 4))
        }
    }

    private func sorted(_ event: LiveReader.Event?) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let value = try JSONDecoder().decode([String: Tally].self, from: Data(#require(event).data.utf8))
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    @Test func `names its place only when everything up to it was told`() async throws {
        try await withDesk { desk in
            let start = try await desk.end()
            for number in 1...3 { try await desk.receive(UInt64(number)) }
            let reader = try await desk.live(after: start)
            var ids: Set<String> = []
            while ids.count < 3 {
                let events = try await reader.events(upTo: "counts")
                #expect(events.dropLast().allSatisfy { $0.id == nil } && events.last?.id != nil)
                ids.formUnion(try events.dropLast().map { try card($0).id })
            }
        }
    }

    @Test func `is told after a break what it missed, and nothing twice`() async throws {
        try await withDesk { desk in
            let start = try await desk.end()
            let reader = try await desk.live(after: start)
            try await desk.receive(1)
            let place = try #require(try await reader.events(upTo: "counts").last?.id.flatMap(Feed.Cursor.init))
            reader.hangUp()
            try await desk.receive(2)

            // The address still says where the page began; the header says where it has come to.
            let again = try await desk.live(after: start, last: place)
            #expect(try card(await again.next()).id == "t-\(ticketID(2))")
            _ = try await again.events(upTo: "counts")
            try await desk.receive(3)
            #expect(try card(await again.next()).id == "t-\(ticketID(3))")
        }
    }

    @Test func `is not moved past what it has not seen by one who is ahead of it`() async throws {
        try await withDesk { desk in
            let start = try await desk.end()
            try await desk.receive(1)
            try await desk.readable(1)
            let ahead = try await desk.live(after: desk.end())
            let behind = try await desk.live(after: start)
            try await desk.receive(2)
            var seen: Set<String> = []
            while seen.count < 2 { seen.insert(try card(await nextCard(behind)).id) }
            while try card(await nextCard(ahead)).id != "t-\(ticketID(2))" {}
        }
    }

    @Test func `costs nothing in a language that nobody reads now`() async throws {
        try await withDesk { desk in
            let english = try await desk.live(after: desk.end())
            try await desk.receive(1)
            #expect(try await nextCard(english)?.data.contains("To be triaged") == true)
            #expect(desk.batches(in: "en") == 1 && desk.batches(in: "zh") == 0)

            // Whoever opens a board in another language is told everything in it from its own place on.
            let chinese = try await desk.live(after: .beginning, lang: "zh")
            #expect(try await nextCard(chinese)?.data.contains("待分诊") == true)
            english.hangUp()
            try await eventually("the English board is closed") { desk.gauge("desk_live_boards") == 1 }
            let before = desk.batches(in: "en")
            try await desk.receive(2)
            while try card(await nextCard(chinese)).id != "t-\(ticketID(2))" {}
            #expect(desk.batches(in: "en") == before)
        }
    }

    private func nextCard(_ reader: LiveReader) async throws -> LiveReader.Event? {
        while let event = try await reader.next() {
            if event.name == "card" { return event }
        }
        return nil
    }

    @Test func `loads itself anew when it missed more than a person can follow`() async throws {
        try await withDesk { desk in
            let start = try await desk.end()
            try await receiveMany(61, "x", desk)
            try await desk.readable(61)
            let reader = try await desk.live(after: start)
            let reload = try #require(try await reader.next())
            #expect(reload.name == "reload")
            #expect(try #require(reload.id.flatMap(Feed.Cursor.init)) > start)
            try await desk.receive(99)
            #expect(try card(await reader.next()).id == "t-\(ticketID(99))")
        }
    }

    @Test func `loads itself anew when its place is one of another database`() async throws {
        try await withDesk { desk in
            let reader = try await desk.live(after: Feed.Cursor(tx: .max - 1, position: 1))
            #expect(try await reader.next()?.name == "reload")
            try await desk.receive(1)
            #expect(try card(await reader.next()).id == "t-\(ticketID(1))")
        }
    }

    @Test func `that takes nothing is let go, and comes back for the rest`() async throws {
        try await withDesk { desk in
            let start = try await desk.end()
            let slow = try LiveReader(port: desk.port, receiveBuffer: 2048)
            await slow.ask("/live?after=\(start)")
            let quick = try await desk.live(after: start)
            try await receiveMany(60, String(repeating: "长", count: 190), desk)
            // Every round is some 200 KB: soon the buffers of both kernels and ours are full.
            for _ in 1...40 where desk.gauge("desk_live_boards") != 1 {
                try await noteMany(60, desk)
                _ = try await quick.events(upTo: "counts")
            }
            try await eventually("the slow one is let go") { desk.gauge("desk_live_boards") == 1 }
            let place = try await desk.end()
            try await noteMany(1, desk)
            let again = try await desk.live(after: start, last: place)
            #expect(try card(await nextCard(again)).version > 2)
        }
    }

    private func receiveMany(_ count: UInt64, _ subject: String, _ desk: OpenDesk) async throws {
        try await desk.pool.transaction { session in
            var writer = Writer(source: "intake", now: try Journal.now(in: session))
            for number in 1...count {
                try writer.receive(ticketID(number), received(subject, Int64(number)), trace: nil)
            }
            try writer.write(in: session)
        }
    }

    private func noteMany(_ count: UInt64, _ desk: OpenDesk) async throws {
        try await desk.pool.transaction { session in
            let ids = (1...count).map(ticketID)
            let tickets = try Journal.lock(ids, in: session)
            var writer = Writer(source: "router", now: try Journal.now(in: session), tickets: tickets)
            for id in ids { try writer.append([.noted(Noted(by: someone, text: "x"))], to: id, cause: nil) }
            try writer.write(in: session)
        }
    }

    @Test func `ends with the service, without an error`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let client = HTTPClient(policy: .any)
            let desk = try OpenDesk(database, client)
            let reader = try await desk.live(after: desk.end())
            try await desk.receive(1)
            _ = try await reader.events(upTo: "counts")
            await desk.stop()
            #expect(try await reader.next() == nil)
            await client.close()
        }
    }

    @Test func `needs a place to begin at`() async throws {
        try await withDesk { desk in
            for query in ["", "?after=", "?after=x", "?after=1", "?after=1.-2", "?after=-1.2", "?after=1.2.3"] {
                let answer = try await desk.get("/live\(query)")
                #expect(answer.status == 400 && answer.headers["Content-Type"] == "application/problem+json")
            }
            let head = try LiveReader(port: desk.port)
            await head.ask("/live?after=0.0", method: "HEAD")
            #expect(try await head.next() == nil)
        }
    }
}
