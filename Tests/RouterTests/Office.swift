import Pipeline
import Postgres
import RouterRules
import Telemetry
import TestKit
import Tickets

@testable import Router

/// A company in a database of the test's own: people come and go, tickets arrive, and the router does its transactions.
struct Office: Sendable {
    let pool: Pool
    let metrics = Metrics()
    private let store: RouterStore

    init(_ database: TestDatabase, departments: [DepartmentCode] = [.frontline, afterSales, logistics, finance])
        async throws
    {
        pool = database.pool
        store = RouterStore(metrics: metrics)
        try await execute(
            """
            INSERT INTO department (code, name_zh, name_en)
            SELECT code, code, code FROM unnest(\(departments.map(\.rawValue))) AS new (code)
            """
        )
    }

    @discardableResult
    func execute(_ sql: SQL) async throws -> Int {
        try await pool.transaction { session in try session.execute(sql) }
    }

    func count(_ sql: SQL) async throws -> Int {
        try await pool.read { session in try session.query(sql)[0][0, as: Int.self] }
    }

    func hire(_ code: String, in department: DepartmentCode, capacity: Int, onShift: Bool = true) async throws {
        try await execute(
            """
            INSERT INTO person (code, name, department, capacity)
            VALUES (\(code), \(code), \(department.rawValue), \(Int32(capacity)))
            """
        )
        if onShift { try await beginShift(code) }
    }

    /// All day, every day: tests run at any hour.
    func beginShift(_ code: String) async throws {
        try await execute(
            """
            INSERT INTO shift (person, weekday, starts_at, ends_at)
            SELECT \(code), weekday, '00:00', '24:00' FROM generate_series(1, 7) AS weekday ON CONFLICT DO NOTHING
            """
        )
    }

    func endShift(_ code: String) async throws {
        try await execute("DELETE FROM shift WHERE person = \(code)")
    }

    /// Tickets that were received and classified, not yet routed; their numbers tell their order.
    func receive(
        _ numbers: ClosedRange<UInt64>,
        for department: DepartmentCode = afterSales,
        _ priority: Priority = .p3
    ) async throws -> [TicketEvent] {
        try await pool.transaction { session in
            var writer = Writer(source: "test", now: try Journal.now(in: session))
            for number in numbers {
                try writer.receive(ticketID(number), received(Int64(number)), trace: nil)
                let fact = TicketFact.classified(classified(department, priority))
                try writer.append([fact], to: ticketID(number), cause: nil)
            }
            try writer.write(in: session)
            return try numbers.map { try Self.last(of: ticketID($0), in: session) }
        }
    }

    /// Something happens to a ticket, without the router having heard of it yet.
    func append(_ fact: TicketFact, to ticket: TicketID) async throws -> TicketEvent {
        try await pool.transaction { session in
            let tickets = try Journal.lock([ticket], in: session)
            var writer = Writer(source: "test", now: try Journal.now(in: session), tickets: tickets)
            try writer.append([fact], to: ticket, cause: nil)
            try writer.write(in: session)
            return try Self.last(of: ticket, in: session)
        }
    }

    private static func last(of ticket: TicketID, in session: borrowing Session) throws -> TicketEvent {
        let version = try Journal.read([ticket], in: session)[ticket]?.version ?? 0
        return try Journal.rows(of: ticket, after: version - 1, in: session)[0].event()
    }

    /// The router hears of these events, as one batch of its stage.
    func route(_ events: [TicketEvent]) async throws {
        try await pool.transaction { session in
            let tickets = try Journal.lock(Set(events.map(\.ticket)).sorted(), in: session)
            var writer = Writer(source: "router", now: try Journal.now(in: session), tickets: tickets)
            let questions = events.compactMap { event in
                RouterInput(event).map {
                    Deliberation<RouterRules>.Question(ticket: event.ticket, input: $0, cause: event)
                }
            }
            let states = try store.load(tickets.keys.sorted(), tickets, store.ask(in: session), in: session)
            let deliberation = Deliberation(questions, rules: RouterRules(), states: states, at: writer.now)
            try store.save(deliberation.effects, with: &writer, in: session)
            try writer.write(in: session)
        }
    }

    func ticket(_ number: UInt64) async throws -> Ticket {
        let id = ticketID(number)
        let found = try await pool.read { session in try Journal.read([id], in: session)[id] }
        guard let found else { throw Missing() }
        return found
    }

    /// Who works on these tickets, in their order; `-` for what waits.
    func assignees(_ numbers: ClosedRange<UInt64>) async throws -> [String] {
        var names: [String] = []
        for number in numbers { names.append(try await ticket(number).assignee?.rawValue ?? "-") }
        return names
    }

    func facts(_ number: UInt64) async throws -> [TicketFact] {
        try await pool.read { session in try Journal.rows(of: ticketID(number), in: session).map { try $0.event().fact }
        }
    }

    /// Does `work` while another transaction has this ticket locked.
    func whileHolding(_ ticket: TicketID, _ work: () async throws -> Void) async throws {
        try await pool.withConnection { gate in
            try await gate.read { session in _ = try session.query("SELECT pg_advisory_lock(1)") }
            async let holder: Void = pool.transaction { session in
                _ = try Journal.lock([ticket], in: session)
                _ = try session.query("SELECT pg_advisory_lock(1)")
            }
            let deadline = ContinuousClock.now + .seconds(10)
            while try await count("SELECT count(*) FROM pg_locks WHERE NOT granted") == 0, .now < deadline {}
            try await work()
            try await gate.read { session in _ = try session.query("SELECT pg_advisory_unlock(1)") }
            try await holder
        }
    }

    struct Missing: Error {}
}
