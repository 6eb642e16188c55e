import Pipeline
import Telemetry
import TestKit
import Testing
import Tickets

@testable import SLAMonitor

@Suite("A timer pass") struct TimerPassTests {
    private static let both = ["warned first_response 1", "breached first_response 1"]

    @Test func `rings a clock that is long due with its warning and its breach, once and in order`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let watch = Watch(database, target: .microseconds(2))
            let id = try #require(try await watch.receive(1).first)
            try await watch.follow()
            #expect(try await watch.pass().lateness.count == 1)
            #expect(try await watch.pass().due == 0)
            #expect(try await watch.marks(of: id) == Self.both)
            #expect(try await watch.ticket(id)?.breaches == 1)
            #expect(watch.metrics.exposition().contains(#"sla_breaches_total{kind="first_response"} 1"#))
        }
    }

    @Test func `rings a warning before the deadline and nothing else`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let watch = Watch(database, target: .seconds(3600), warningShare: 0)
            let id = try #require(try await watch.receive(1).first)
            try await watch.follow()
            try await watch.pass()
            try await watch.pass()
            #expect(try await watch.marks(of: id) == ["warned first_response 1"])
            #expect(try await watch.ticket(id)?.breaches == 0)
        }
    }

    @Test func `of many at once, every clock rings for one of them only`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let watch = Watch(database, target: .microseconds(2))
            let ids = try await watch.receive(60)
            for id in ids.prefix(20) { try await watch.append([.given(handOff: 1)], to: id) }
            try await watch.follow()
            let rung = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        var (rung, pass) = (0, try await watch.pass(limit: 7))
                        while pass.due > 0 {
                            rung += pass.lateness.count
                            pass = try await watch.pass(limit: 7)
                        }
                        return rung
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(rung == 80)
            for (index, id) in ids.enumerated() {
                let marks = try await watch.marks(of: id)
                #expect(Set(marks).count == marks.count)
                #expect(marks.count == (index < 20 ? 4 : 2))
                let firstResponse = marks.filter { $0.contains("first_response") }
                #expect(firstResponse == Self.both)
            }
        }
    }

    @Test func `leaves a ticket that somebody is changing for a later pass`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let watch = Watch(database, target: .microseconds(2))
            let id = try #require(try await watch.receive(1).first)
            try await watch.follow()
            let change = await Change(of: id, over: watch.pool)
            let held = try await watch.pass()
            #expect(held.due == 1)
            #expect(held.lateness.isEmpty)
            #expect(try await watch.marks(of: id).isEmpty)
            try await change.finish()
            #expect(try await watch.pass().lateness.count == 1)
            #expect(try await watch.marks(of: id) == Self.both)
        }
    }

    @Test func `does not ring for an answer that the stage has not read, and lets others go first`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let watch = Watch(database, target: .microseconds(2))
            let answered = try #require(try await watch.receive(1).first)
            let open = try #require(try await watch.receive(1).first)
            try await watch.follow()
            try await watch.append([.solved], to: answered)
            #expect(try await watch.pass(limit: 1).postponed == 1)
            #expect(try await watch.marks(of: answered).isEmpty)
            #expect(try await watch.pass(limit: 1).lateness.count == 1)
            #expect(try await watch.marks(of: open) == Self.both)
            try await watch.follow()
            #expect(try await watch.marks(of: answered) == ["breached first_response 1"], "it was answered late")
        }
    }
}
