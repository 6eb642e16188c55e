import Postgres
import TestKit
import Testing

@Suite("A stage", .timeLimit(.minutes(2)))
struct StageTests {
    @Test func `applies each event once though it comes three times`() async throws {
        try await StageBench.with { bench in
            try await bench.write(1...5, notes: ["a", "b", "c"])
            for seqs in [[1, 2, 3, 4], [1, 2], [3, 4, 4], [1, 2, 3]] {
                for number in UInt64(1)...5 { try await bench.publish(number, seqs) }
            }
            try await bench.whileRunning(batch: 7) {
                try await bench.untilHandled(9)
            }
            for number in UInt64(1)...5 { #expect(try await bench.effects(number) == [1, 2, 3, 4]) }
            #expect(try await bench.count("SELECT min(notes)::bigint FROM probe.count WHERE notes > 1") == 4)
        }
    }

    @Test func `takes from the journal what did not come, and keeps the order`() async throws {
        try await StageBench.with { bench in
            try await bench.write(1...1, notes: ["a", "b", "c", "d", "e"])
            try await bench.publish(1, [5, 3])
            try await bench.whileRunning {
                try await bench.untilHandled(9)
                #expect(try await bench.effects(1) == [1, 2, 3, 4, 5])
                try await bench.publish(1, [4, 6])
                try await bench.untilHandled(10)
            }
            #expect(try await bench.effects(1) == [1, 2, 3, 4, 5, 6])
        }
    }

    @Test func `sees what an earlier event of the batch did`() async throws {
        try await StageBench.with { bench in
            try await bench.write(1...3, notes: ["a", "b"])
            for number in UInt64(1)...3 { try await bench.publish(number, [1, 2, 3]) }
            try await bench.whileRunning(answering: true) { try await bench.untilHandled(9) }
            #expect(try await bench.count("SELECT count(*) FROM ticket WHERE version = 6") == 3)
            #expect(try await bench.count("SELECT count(*) FROM ticket_event WHERE source = 'probe'") == 10)
            #expect(try await bench.count("SELECT count(*) FROM outbox WHERE ticket_id IS NOT NULL") == 10)
        }
    }

    @Test func `goes on where it was`() async throws {
        try await StageBench.with { bench in
            try await bench.write(1...1, notes: ["a", "b"])
            try await bench.publish(1, [1, 2])
            try await bench.whileRunning { try await bench.untilHandled(8) }
            try await bench.publish(1, [2, 3])
            try await bench.whileRunning { try await bench.untilHandled(9) }
            #expect(try await bench.effects(1) == [1, 2, 3])
        }
    }

    @Test func `has each effect once where two instances handle the same records`() async throws {
        try await StageBench.with { bench in
            try await bench.withAnotherKafka { twin in
                try await bench.write(1...20, notes: ["a", "b"])
                for number in UInt64(1)...20 {
                    try await bench.publish(number, [1, 2, 3])
                    try await twin.publish(number, [1, 2, 3])
                }
                try await bench.database.pool.withConnection { gate in
                    try await gate.read { session in _ = try session.query("SELECT pg_advisory_lock(\(Probe.gate))") }
                    try await bench.whileRunning {
                        try await twin.whileRunning {
                            try await eventually("both have decided and are about to write") {
                                try await bench.count("SELECT count(*) FROM pg_locks WHERE NOT granted AND objid = 77")
                                    == 2
                            }
                            try await gate.read { session in
                                _ = try session.query("SELECT pg_advisory_unlock(\(Probe.gate))")
                            }
                            try await bench.untilHandled(98)
                            try await twin.untilHandled(99)
                        }
                    }
                }
                for number in UInt64(1)...20 { #expect(try await bench.effects(number) == [1, 2, 3]) }
                #expect(try await bench.parked().isEmpty)
            }
        }
    }
}
