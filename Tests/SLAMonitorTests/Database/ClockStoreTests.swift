import Postgres
import TestKit
import Testing
import Tickets

@testable import Pipeline
@testable import SLAMonitor

@Suite("The clocks in the database") struct ClockStoreTests {
    @Test func `a promise stands in the journal and on the ticket`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let watch = Watch(database, target: .seconds(3600))
            let id = try #require(try await watch.receive(1).first)
            try await watch.append([.given(handOff: 1)], to: id)
            try await watch.follow()
            let ticket = try #require(try await watch.ticket(id))
            #expect(ticket.version == 4)
            #expect(ticket.firstResponseDueAt == ticket.createdAt + .seconds(3600))
            #expect(ticket.acceptanceDueAt != nil)
        }
    }

    @Test func `everything read again changes nothing, even when how far it was read is forgotten`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let watch = Watch(database, target: .seconds(3600))
            let id = try #require(try await watch.receive(1).first)
            try await watch.append([.graded(.p1), .given(handOff: 1), .taken, .givenBack], to: id)
            try await watch.append([.given(handOff: 2)], to: id)
            try await watch.follow()
            let version = try await watch.ticket(id)?.version
            try await watch.follow()
            #expect(try await watch.ticket(id)?.version == version)
            _ = try await watch.pool.read { session in try session.execute("DELETE FROM sla_monitor.progress") }
            try await watch.follow()
            #expect(try await watch.ticket(id)?.version == version)
        }
    }

    @Test func `clocks that stopped are due no more`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let watch = Watch(database, target: .seconds(3600), warningShare: 0)
            let id = try #require(try await watch.receive(1).first)
            try await watch.append([.given(handOff: 1), .taken, .solved], to: id)
            try await watch.follow()
            #expect(try await watch.pass().due == 0)
            #expect(try await watch.marks(of: id).isEmpty)
        }
    }

    @Test func `a ticket whose beginning was not seen is parked`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let watch = Watch(database, target: .seconds(3600))
            let id = try #require(try await watch.receive(1).first)
            try await watch.follow()
            _ = try await watch.pool.read { session in try session.execute("DELETE FROM sla_monitor.clock") }
            try await watch.append([.solved], to: id)
            #expect(try await watch.follow().parked == 1)
        }
    }
}
