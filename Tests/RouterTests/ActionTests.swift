import Kafka
import Pipeline
import Postgres
import RouterRules
import TestKit
import Testing
import Tickets

@testable import Router

@Suite("Doing what bots ask")
struct ActionTests {
    private func withOffice(_ body: (Office) async throws -> Void) async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let office = try await Office(database)
            try await office.route(try await office.receive(1...2))
            try await body(office)
        }
    }

    private func record(
        _ json: String,
        offset: Int64 = 0,
        topic: String = "department.after-sales.actions"
    ) -> Record {
        Record(topic: topic, partition: 0, offset: offset, key: nil, value: Array(json.utf8))
    }

    private func action(
        _ verb: String,
        _ id: String = "1",
        on ticket: String = ticketID(1).description,
        _ data: String = ""
    ) -> String {
        #"{"specversion":"1.0","id":"\#(id)","source":"/bot","type":"shouwen.action.\#(verb).v1","#
            + #""subject":"\#(ticket)","data":{"by":"bot"\#(data)}}"#
    }

    private func apply(_ records: [Record], in office: Office) async throws -> ActionTally {
        try await ActionConsumer.apply(records.map(ActionLetter.init), over: office.pool)
    }

    /// The reasons in the headers of dead letters, each with its topic.
    private func deadLetters(_ office: Office) async throws -> [String] {
        try await office.pool.read { session in
            let rows = try session.query("SELECT topic, headers FROM outbox WHERE topic LIKE '%.dlq' ORDER BY id")
            return try rows.map { row in
                let headers = HeaderText.decode(try row["headers", as: String.self])
                let reason = headers.first { $0.name == "kafka_dlt-exception-message" }?.value ?? "no reason"
                return "\(try row["topic", as: String.self]): \(reason)"
            }
        }
    }

    @Test func `an action delivered three times, by Kafka and by the bot, is done once`() async throws {
        try await withOffice { (office) async throws in
            let note = action("note", "7", #","text":"called the courier""#)
            let twice = [record(note, offset: 5), record(note, offset: 6)]
            #expect(try await apply(twice, in: office) == ActionTally(applied: 1, duplicates: 1))
            #expect(try await apply([twice[0]], in: office) == ActionTally(duplicates: 1))
            let by = Actor(department: afterSales, name: "bot")
            #expect(try await office.facts(1).dropFirst(3) == [.noted(Noted(by: by, text: "called the courier"))])
            #expect(try await deadLetters(office).isEmpty)
        }
    }

    @Test func `an action that is delivered to two instances at once is done once`() async throws {
        try await withOffice { (office) async throws in
            let notes = (1...20).map { record(action("note", "\($0)", #","text":"n\#($0)""#), offset: $0) }
            async let one = apply(notes, in: office)
            async let other = apply(notes.reversed(), in: office)
            let tallies = try await [one, other]
            #expect(tallies.map(\.applied).reduce(0, +) == 20)
            #expect(try await office.ticket(1).version == 23)
        }
    }

    @Test func `actions of one batch follow each other on the same ticket, named by id or by number`() async throws {
        try await withOffice { (office) async throws in
            let number = received(1).number.description
            let records = [
                record(action("progress", "1", #","text":"looking","public":true"#), offset: 1),
                record(action("accept", "2", on: number), offset: 2),
                record(action("resolve", "3", on: number, #","text":"a new cup is on its way""#), offset: 3),
                record(action("return", "4", #","reason":"cannot_do""#), offset: 4),
            ]
            let tally = try await apply(records, in: office)
            #expect(tally == ActionTally(applied: 2, unchanged: 1, refused: 1))
            #expect(try await office.ticket(1).stage == .answered)
            #expect(
                try await deadLetters(office)
                    == ["department.after-sales.actions.dlq: the ticket is already answered"]
            )
        }
    }

    @Test func `an action for another department's ticket is refused with the reason, and changes nothing`()
        async throws
    {
        try await withOffice { (office) async throws in
            let foreign = record(action("accept"), topic: "department.logistics.actions")
            #expect(try await apply([foreign], in: office) == ActionTally(refused: 1))
            #expect(
                try await deadLetters(office)
                    == ["department.logistics.actions.dlq: the ticket is with after-sales, not logistics"]
            )
            #expect(try await office.ticket(1).version == 3)
            #expect(try await apply([foreign], in: office) == ActionTally(duplicates: 1))
            #expect(try await apply([record(action("accept"))], in: office) == ActionTally(applied: 1))
        }
    }

    @Test func `a ticket that does not exist is told of`() async throws {
        try await withOffice { (office) async throws in
            let records = [
                record(action("accept", "1", on: ticketID(99).description), offset: 1),
                record(action("accept", "2", on: "SW-20990101-000001"), offset: 2),
            ]
            #expect(try await apply(records, in: office) == ActionTally(refused: 2))
            #expect(
                try await deadLetters(office)
                    == Array(repeating: "department.after-sales.actions.dlq: there is no such ticket", count: 2)
            )
        }
    }

    @Test func `in a sandbox an action is judged and nothing is done, whatever ticket it names`() async throws {
        try await withOffice { (office) async throws in
            let topics = ["department.sandbox.actions", "department.sandbox-returns.actions"]
            let good = topics.enumerated().map { record(action("accept"), offset: Int64($0.offset), topic: $0.element) }
            #expect(try await apply(good, in: office) == ActionTally(practised: 2))
            #expect(try await deadLetters(office).isEmpty)
            #expect(try await office.ticket(1).version == 3)
            let bad = record(action("dance"), topic: topics[0])
            #expect(try await apply([bad], in: office) == ActionTally(refused: 1))
            #expect(try await deadLetters(office).count == 1)
        }
    }

    @Test func `what is no action goes to the dead letters once, and the actions around it are done`() async throws {
        try await withOffice { (office) async throws in
            let huge = String(repeating: "长", count: 100_000)
            let deep = String(repeating: "[", count: 100_000)
            let bad = [
                ("{", "the value is not JSON"), ("", "the record has no value"), (deep, "the value is not JSON"),
                (huge, "the value has 300000 bytes; at most 262144 are read"),
                ("7", "an action must be a JSON object, not a number"),
                (
                    action("note", "8", #","text":"a\u0000b""#),
                    "/data/text has a NUL character, which cannot be stored: leave it out"
                ),
                (action("note", "9", #","text":"a\ud800b""#), "the value is not JSON"),
            ]
            let letters = bad.enumerated().map { record($0.element.0, offset: Int64($0.offset)) }
            let records = letters + [record(action("accept"), offset: 90)]
            #expect(try await apply(records, in: office) == ActionTally(applied: 1, refused: bad.count))
            #expect(
                try await deadLetters(office) == bad.map { "department.after-sales.actions.dlq: \($0.1)" }
            )
            #expect(try await apply(records, in: office) == ActionTally(duplicates: bad.count + 1))
        }
    }

    @Test func `bytes that are no text are refused, and travel to the dead letters unchanged`() async throws {
        try await withOffice { (office) async throws in
            let bytes: [UInt8] = [0x7B, 0xFF, 0xFE, 0x7D]
            let letter = Record(
                topic: "department.after-sales.actions",
                partition: 3,
                offset: 4,
                key: [1],
                value: bytes,
                headers: [Header("h", "v")]
            )
            #expect(try await apply([letter], in: office) == ActionTally(refused: 1))
            #expect(try await deadLetters(office) == ["department.after-sales.actions.dlq: the value is not UTF-8"])
            let row = try await office.pool.read { session in
                try session.query("SELECT payload, key FROM outbox WHERE topic LIKE '%.dlq'")[0]
            }
            let (payload, key) = (try row["payload", as: Bytes.self], try row["key", as: Bytes.self])
            #expect(payload.bytes == bytes)
            #expect(key.bytes == [1])
        }
    }

    @Test func `an id of one department's bot does not stand for another department's`() async throws {
        try await withOffice { (office) async throws in
            let foreign = record(action("note", "1", #","text":"x""#), topic: "department.logistics.actions")
            #expect(try await apply([foreign], in: office) == ActionTally(refused: 1))
            let own = record(action("note", "1", #","text":"x""#))
            #expect(try await apply([own], in: office) == ActionTally(applied: 1))
        }
    }

    @Test func `the inbox forgets what Kafka has forgotten, and nothing younger`() async throws {
        try await withOffice { (office) async throws in
            _ = try await apply([record(action("accept", "1")), record(action("accept", "2"), offset: 1)], in: office)
            try await office.execute(
                "UPDATE inbox SET received_at = now() - interval '61 days' WHERE message_id LIKE '%1'"
            )
            #expect(try await ActionInbox.purge(office.pool) == 1)
            #expect(try await office.count("SELECT count(*) FROM inbox") == 1)
        }
    }
}
