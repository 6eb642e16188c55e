import Pipeline
import Postgres
import TestKit
import Testing
import Tickets

@Suite("An event that cannot be handled", .timeLimit(.minutes(2)))
struct StagePoisonTests {
    /// The second event of a ticket, with data that is none.
    private func misfit(_ number: UInt64, text: String = "7") -> [UInt8] {
        Array(
            (#"{"specversion":"1.0","type":"shouwen.ticket.classified.v1","subject":"\#(ticket(number))","#
                + #""source":"/shouwen/x","time":"2026-11-23T04:00:00Z","data":{"seq":2,"category":\#(text)}}"#).utf8
        )
    }

    @Test func `parks its ticket alone, until it is tried again`() async throws {
        try await StageBench.with { bench in
            try await bench.write(1...2, notes: ["a", "b", "c"])
            try await bench.whileRunning {
                try await bench.publish(1, [1])
                try await bench.publish(raw: [misfit(1)], key: ticket(1))
                try await bench.publish(1, [3])
                try await bench.publish(2, [1, 2, 3, 4])
                try await bench.untilHandled(8)
                #expect(try await bench.effects(1) == [1])
                #expect(try await bench.effects(2) == [1, 2, 3, 4])
                let parked = try #require(try await bench.parked().first)
                #expect(parked.consumer == "probe" && parked.seq == 2 && parked.waiting == 2)
                #expect(parked.reason.contains("category"))

                try await bench.publish(1, [4])
                try await bench.untilHandled(9)
                #expect(try await bench.effects(1) == [1])

                try await bench.retry(1)
                try await bench.untilHandled(10)
            }
            #expect(try await bench.effects(1) == [1, 2, 3, 4])
            #expect(try await bench.parked().isEmpty)
        }
    }

    @Test(arguments: [EventType.promised.rawValue, "shouwen.ticket.sang.v2", EventType.noted.rawValue])
    func `because the journal does not have it parks its ticket, of concern or not`(type: String) async throws {
        try await StageBench.with { bench in
            try await bench.write(1...1)
            let invented =
                #"{"specversion":"1.0","type":"\#(type)","subject":"\#(ticket(1))","source":"/shouwen/x","#
                + #""time":"2026-11-23T04:00:00Z","data":{"seq":2}}"#
            try await bench.publish(1, [1])
            try await bench.publish(raw: [Array(invented.utf8)], key: ticket(1))
            try await bench.whileRunning {
                try await eventually("its ticket is parked") { try await !bench.parked().isEmpty }
            }
            let parked = try #require(try await bench.parked().first)
            #expect(parked.seq == 2)
            #expect(try await bench.effects(1) == [1])
        }
    }

    @Test func `goes to the dead letters as it came, with the reason beside it`() async throws {
        try await StageBench.with { bench in
            try await bench.write(1...1)
            try await bench.publish(1, [1])
            try await bench.publish(raw: [misfit(1), misfit(1)], key: ticket(1))
            try await bench.whileRunning { try await bench.untilHandled(9) }
            let letters = try await bench.deadLetters()
            #expect(letters.map(\.payload) == [misfit(1)])
            let headers = try #require(letters.first?.headers)
            #expect(headers["kafka_dlt-original-topic"] == "ticket.events")
            #expect(headers["kafka_dlt-original-offset"] == "2")
            #expect(headers["x-consumer"] == "probe")
            #expect(headers["ce_specversion"] == "1.0")
            #expect(headers["kafka_dlt-exception-message"]?.contains("category") == true)
        }
    }

    @Test func `is passed by when a person drops it`() async throws {
        try await StageBench.with { bench in
            try await bench.write(1...1, notes: ["a", Probe.senseless, "b", "c"])
            try await bench.publish(1, [1, 2, 3, 4, 5])
            try await bench.whileRunning {
                try await bench.untilHandled(8)
                #expect(try await bench.effects(1) == [1, 2])
                #expect(try await bench.parked().map(\.reason) == ["a note says senseless"])
                try await bench.drop(1)
                try await bench.untilHandled(9)
            }
            #expect(try await bench.effects(1) == [1, 2, 4, 5])
            #expect(try await bench.parked().isEmpty)
        }
    }

    @Test func `is parked again when it is tried again in vain`() async throws {
        try await StageBench.with { bench in
            try await bench.write(1...1, notes: [Probe.senseless, "a"])
            try await bench.publish(1, [1, 2])
            try await bench.whileRunning {
                try await bench.untilHandled(8)
                try await bench.retry(1)
                try await bench.untilHandled(9)
            }
            #expect(try await bench.effects(1) == [1])
            #expect(try await bench.parked().map(\.seq) == [2])
        }
    }

    @Test func `does not stop the other forty-nine of its batch`() async throws {
        try await StageBench.with { bench in
            try await bench.write(1...49, notes: ["a"])
            try await bench.write(50...50, notes: ["a", Probe.forbidden, "b"])
            try await bench.publish(50, [1, 2, 3, 4])
            for number in UInt64(1)...49 { try await bench.publish(number, [1]) }
            try await bench.whileRunning(batch: 53) { try await bench.untilHandled(99) }
            for number in UInt64(1)...49 { #expect(try await bench.effects(number) == [1]) }
            #expect(try await bench.effects(50) == [1, 2])
            let parked = try await bench.parked()
            #expect(parked.map(\.seq) == [3])
            #expect(parked.first?.reason.contains("check") == true)
        }
    }

    @Test func `is parked where it is, though only a later one came`() async throws {
        try await StageBench.with { bench in
            try await bench.write(1...1, notes: ["a", Probe.forbidden, "b"])
            try await bench.publish(1, [4])
            try await bench.whileRunning { try await bench.untilHandled(9) }
            #expect(try await bench.effects(1) == [1, 2])
            #expect(try await bench.parked().map(\.seq) == [3])
            #expect(try await bench.deadLetters().count == 1)
        }
    }

    @Test func `is a reason for people even with a NUL in it`() async throws {
        try await StageBench.with { bench in
            try await bench.write(1...1)
            try await bench.publish(1, [1])
            try await bench.publish(raw: [misfit(1, text: #""\u0000""#)], key: ticket(1))
            try await bench.whileRunning { try await bench.untilHandled(9) }
            #expect(try await bench.parked().map(\.seq) == [2])
        }
    }

    @Test(arguments: [
        "no JSON", "{}", #"{"subject":"x"}"#, "",
        #"{"type":"t","subject":"00000000-0000-7000-8000-000000000001","source":"x","time":"2026-11-23T04:00:00Z","data":{"seq":99999999999}}"#,
    ])
    func `that names no place goes to the dead letters and parks nothing`(text: String) async throws {
        try await StageBench.with { bench in
            try await bench.publish(raw: [Array(text.utf8)])
            try await bench.whileRunning { try await bench.untilHandled(9) }
            let letters = try await bench.deadLetters()
            #expect(letters.map(\.payload) == [Array(text.utf8)])
            #expect(letters.first?.headers["kafka_dlt-exception-message"]?.hasPrefix("not a ticket event") == true)
            #expect(try await bench.parked().isEmpty)
        }
    }

    @Test func `of which the journal knows nothing parks its ticket`() async throws {
        try await StageBench.with { bench in
            try await bench.write(1...1, notes: ["a"])
            let json =
                #"{"type":"t","subject":"\#(ticket(1))","source":"x","time":"2026-11-23T04:00:00Z","#
                + #""data":{"seq":2147483647}}"#
            try await bench.publish(raw: [Array(json.utf8)], key: ticket(1))
            try await bench.whileRunning { try await bench.untilHandled(9) }
            #expect(try await bench.effects(1) == [1, 2])
            #expect(try await bench.parked().map(\.seq) == [3])
        }
    }

    @Test func `that the journal does not have leaves its place to the real one when it is dropped`() async throws {
        try await StageBench.with { bench in
            try await bench.write(1...2)
            try await bench.publish(1, [1])
            try await bench.publish(2, [1])
            try await bench.publish(raw: [misfit(1)], key: ticket(1))
            try await bench.publish(raw: [misfit(2)], key: ticket(2))
            try await bench.whileRunning {
                try await bench.untilHandled(8)
                #expect(try await bench.parked().count == 2)
                try await bench.drop(1)
                for number in UInt64(1)...2 { try await bench.database.pool.note(["a"], on: number) }
                try await bench.drop(2)
                try await bench.untilHandled(9)
            }
            #expect(try await bench.effects(1) == [1, 2])
            #expect(try await bench.effects(2) == [1, 2])
        }
    }

    @Test func `of a ticket that the journal does not have can be dropped`() async throws {
        try await StageBench.with { bench in
            try await bench.publish(raw: [misfit(1)], key: ticket(1))
            try await bench.whileRunning {
                try await bench.untilHandled(8)
                try await bench.drop(1)
            }
            #expect(try await bench.parked().isEmpty)
        }
    }
}
