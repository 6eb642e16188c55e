import Kafka
import Pipeline
import Postgres
import TestKit
import Testing
import Tickets

@testable import Relay

@Suite("The relay", .timeLimit(.minutes(2)))
struct RelayTests {
    @Test func `publishes each ticket's events in order and deletes what is published`() async throws {
        try await RelayBench.with { bench in
            try await bench.whileRelaying {
                for round in 1...5 {
                    try await bench.pool.receive(UInt64(round * 100)...UInt64(round * 100 + 19), notes: ["a"])
                    for number in UInt64(100)...119 { try await bench.pool.note(["b", "c"], on: number) }
                }
                let records = try await bench.wire { $0.count >= 5 * 20 * 2 + 5 * 20 * 2 }
                let places = try Places(records)
                for number in UInt64(100)...119 { #expect(places.firsts(number) == Array(1...12)) }
                for number in UInt64(500)...519 { #expect(places.firsts(number) == [1, 2]) }
                try await bench.untilDrained()
            }
        }
    }

    @Test func `tells filters what an event is without its value`() async throws {
        try await RelayBench.with { bench in
            try await bench.pool.receive(1...1)
            try await bench.whileRelaying {
                let record = try #require(try await bench.wire { !$0.isEmpty }.first)
                let headers = Dictionary(record.headers.map { ($0.name, $0.value) }) { $1 }
                #expect(headers["ce_type"] == Array("shouwen.ticket.received.v1".utf8))
                #expect(headers["ce_id"] == Array("\(TicketID.numbered(1)):1".utf8))
                #expect(headers["content-type"] == Array(CloudEvent.contentType.utf8))
                let traces = try await bench.pool.read { session in
                    try Journal.rows(of: .numbered(1), in: session).map(\.trace)
                }
                #expect(headers["traceparent"] == traces.first??.utf8.map(\.self))
            }
        }
    }

    @Test func `publishes messages of other topics as they are`() async throws {
        try await RelayBench.with { bench in
            let topic = Topic.tickets(of: .frontline)
            try await bench.pool.transaction { session in
                var writer = Writer(source: "test", now: try Journal.now(in: session))
                writer.publish(
                    OutboxMessage(
                        lane: 3,
                        topic: topic,
                        key: [0, 255],
                        headers: [("a", "1\n2")],
                        payload: [0, 1, 254]
                    )
                )
                try writer.write(in: session)
            }
            try await bench.whileRelaying {
                let record = try #require(try await bench.wire(topic) { !$0.isEmpty }.first)
                #expect(record.key == [0, 255] && record.value == [0, 1, 254])
                #expect(record.headers == [Header("a", "1\n2")])
                try await bench.untilDrained()
            }
        }
    }

    @Test func `keeps everything while the broker is away, and drains when it is back`() async throws {
        try await RelayBench.with { bench in
            try await bench.broker.goAway()
            try await bench.whileRelaying {
                try await bench.pool.receive(1...20, notes: ["a"])
                try await eventually("it holds its lanes") { try await bench.lanes == [16] }
                try await bench.pool.receive(21...30, notes: ["a"])
                #expect(try await bench.waiting == 60)
                try await bench.broker.comeBack()
                try await bench.untilDrained()
            }
            let places = try Places(try await bench.wire { (try? Places($0).count) ?? 0 >= 60 })
            for number in UInt64(1)...30 { #expect(places.firsts(number) == [1, 2]) }
        }
    }

    @Test func `stops at once though the broker is away`() async throws {
        try await RelayBench.with { bench in
            try await bench.broker.goAway()
            try await bench.pool.receive(1...20)
            var told = ContinuousClock.now
            try await bench.whileRelaying {
                try await eventually("it holds its lanes") { try await bench.lanes == [16] }
                told = .now
            }
            #expect(.now - told < .seconds(10))
            #expect(try await bench.waiting == 20)
        }
    }

    @Test func `sets aside what Kafka refuses, and the lane flows on`() async throws {
        try await RelayBench.with { bench in
            let huge = String(repeating: "x", count: 1_200_000)
            try await bench.pool.receive(1...1, notes: ["a", huge, "b", "c"])
            try await bench.pool.receive(2...40)
            try await bench.pool.note(["d"], on: 1)
            try await bench.whileRelaying {
                try await eventually("only the refused one is left") { try await bench.waiting == 1 }
                let refused = try await bench.pool.read { session in try RefusedMessages.all(in: session) }
                #expect(refused.map(\.topic) == [Topic.ticketEvents])
                #expect(refused.first?.reason.contains("MSG_SIZE_TOO_LARGE") == true)
                let places = try Places(try await bench.wire { (try? Places($0).count) ?? 0 >= 44 })
                #expect(places.firsts(1) == [1, 2, 4, 5, 6])
                for number in UInt64(2)...40 { #expect(places.firsts(number) == [1]) }

                let name = "outbox:\(try #require(refused.first).id)"
                let isDropped = try await bench.pool.transaction { session in
                    try RefusedMessages.heal(name, dropping: true, in: session)
                }
                #expect(isDropped)
                #expect(try await bench.waiting == 0)
            }
        }
    }
}
