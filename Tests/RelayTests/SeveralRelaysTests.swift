import Dispatch
import Pipeline
import Postgres
import TestKit
import Testing
import Tickets

@testable import Relay

@Suite("Several relays", .timeLimit(.minutes(2)))
struct SeveralRelaysTests {
    @Test func `share the lanes, and the one that stays takes them all`() async throws {
        try await RelayBench.with { bench in
            try await bench.whileRelaying(as: "one") {
                try await eventually("one has all lanes") { try await bench.lanes == [16] }
                try await bench.whileRelaying(as: "two") {
                    try await eventually("each has half") { try await bench.lanes == [8, 8] }
                    try await bench.pool.receive(1...64, notes: ["a"])
                    try await bench.untilDrained()
                }
                try await eventually("one has all lanes again", within: .seconds(5)) {
                    try await bench.lanes == [16]
                }
                try await bench.pool.receive(65...96, notes: ["a"])
                try await bench.untilDrained()
            }
            let places = try Places(try await bench.wire { (try? Places($0).count) ?? 0 >= 192 })
            for number in UInt64(1)...96 { #expect(places.firsts(number) == [1, 2]) }
        }
    }

    @Test func `replace one that dies within five seconds`() async throws {
        try await RelayBench.with { bench in
            // The dying one is a bare connection: a publisher whose connection is cut comes back.
            let dying = try await Connection.open(bench.database.configuration)
            try await dying.read { session in
                try Lanes.join(in: session)
                var lanes = Lanes()
                try lanes.balance(in: session)
                #expect(lanes.held.count == 16)
            }
            try await bench.whileRelaying {
                try await bench.pool.receive(1...16)
                #expect(try await bench.lanes == [16])
                #expect(try await bench.waiting == 16)
                let pid = try await dying.read { session in
                    Int(try session.query("SELECT pg_backend_pid() AS pid")[0]["pid", as: Int32.self])
                }
                _ = try await bench.pool.count("SELECT pg_terminate_backend(\(Int32(pid)))::int::bigint")
                try await eventually("the other one publishes", within: .seconds(5)) { try await bench.waiting == 0 }
            }
            await dying.close()
        }
    }

    @Test func `repeat on the wire, and only there, what one published and could not delete`() async throws {
        try await RelayBench.with { bench in
            try await bench.pool.receive(1...20, notes: ["a"])
            let rows = RowHolder()
            let holding = Task { try await bench.pool.transaction { session in try rows.hold(in: session) } }
            await rows.areHeld()
            try await bench.whileRelaying {
                let first = try await bench.pidAboutToDelete()
                try await bench.hangUp()
                _ = try await bench.pidAboutToDelete(except: first)
                rows.letGo()
                try await holding.value
                try await bench.untilDrained()
            }
            let places = try Places(try await bench.wire { $0.count >= 80 })
            for number in UInt64(1)...20 {
                #expect(places.firsts(number) == [1, 2])
                #expect(places.seqs[.numbered(number)]?.count == 4)
            }
        }
    }
}

/// Holds all rows of the outbox, so that nobody can delete them.
private final class RowHolder: Sendable {
    private let (held, isHeld) = AsyncStream.makeStream(of: Void.self)
    private let end = DispatchSemaphore(value: 0)

    func hold(in session: borrowing Session) throws {
        _ = try session.query("SELECT id FROM outbox FOR UPDATE")
        isHeld.finish()
        // A connection has a thread of its own, which may wait.
        _ = end.wait(timeout: .now() + 60)
    }

    func areHeld() async {
        for await _ in held {}
    }

    func letGo() {
        end.signal()
    }
}

extension RelayBench {
    /// The server process of the relay that waits for the rows it wants to delete.
    fileprivate func pidAboutToDelete(except other: Int? = nil) async throws -> Int {
        var pid = 0
        try await eventually("it is about to delete") {
            pid = try await pool.count(
                """
                SELECT coalesce(max(pid), 0)::bigint FROM pg_stat_activity WHERE wait_event_type = 'Lock'
                    AND application_name = 'relay-lanes' AND datname = current_database() AND pid <> \(Int32(other ?? 0))
                """
            )
            return pid != 0
        }
        return pid
    }
}
