import FoundationEssentials
import Kafka
import Postgres
import SLAMonitorRules
import Telemetry
import TestKit
import Tickets

@testable import Pipeline
@testable import SLAMonitor

/// A monitor over a test's own database, driven step by step: its stage and its timer pass without their loops.
struct Watch: Sendable {
    let pool: Pool
    let metrics = Metrics()
    private let rules: SLARules
    private let store: ClockStore

    /// A monitor for which every promise allows the same time.
    init(_ database: TestDatabase, target: Duration, warningShare: Double = 0.5) {
        pool = database.pool
        let targets = SLAPolicy.Targets(p1: target, p2: target, p3: target, p4: target)
        rules = SLARules(
            policy: SLAPolicy(firstResponse: targets, acceptance: targets, warningShare: warningShare)
        )
        store = ClockStore(meters: ClockMeters(metrics))
    }

    /// New tickets that the monitor has not seen.
    func receive(_ count: Int) async throws -> [TicketID] {
        try await pool.transaction { session in
            var writer = Writer(source: "intake", now: try Journal.now(in: session))
            let ids = (0..<count).map { _ in
                TicketID(at: writer.now, random: (.random(in: 0 ... .max), .random(in: 0 ... .max)))
            }
            for id in ids {
                guard case .received(var received) = TicketFact.arrival else { continue }
                received.number = TicketNumber(stored: "SW-\(id)")
                try writer.receive(id, received, trace: nil)
            }
            try writer.write(in: session)
            return ids
        }
    }

    /// Facts that others record.
    func append(_ facts: [TicketFact], to id: TicketID) async throws {
        try await pool.transaction { session in
            let tickets = try Journal.lock([id], in: session)
            var writer = Writer(source: "router", now: try Journal.now(in: session), tickets: tickets)
            try writer.append(facts, to: id, cause: nil)
            try writer.write(in: session)
        }
    }

    /// The monitor's stage handles everything in the journal, as if Kafka had just brought it.
    @discardableResult
    func follow() async throws -> BatchResult {
        let definition = SLAMonitor.definition(rules, store)
        let concerns = try await definition.concerns(pool)
        return try await pool.transaction { session in
            let ids = try session.query("SELECT id FROM ticket ORDER BY id").map { try $0["id", as: TicketID.self] }
            let rows = try ids.flatMap { try Journal.rows(of: $0, in: session) }
            let records = rows.enumerated().map { offset, row in
                Record(
                    topic: Topic.ticketEvents,
                    partition: 0,
                    offset: Int64(offset),
                    key: Array(row.ticket.description.utf8),
                    value: Array(CloudEvent.json(row).utf8),
                    headers: CloudEvent.headers(row).map { Header($0.name, $0.value) },
                    timestamp: row.at.microseconds / 1000
                )
            }
            let letters = records.map { Letter($0, concerns: concerns) }
            let arrivals = Arrivals(letters, concerns: concerns, definition.interpret)
            var transaction = BatchTransaction(definition, arrivals)
            return try transaction.run(in: session)
        }
    }

    /// One timer pass.
    @discardableResult
    func pass(limit: Int = 500) async throws -> TimerPass.Result {
        try await TimerPass(rules: rules, store: store, source: SLAMonitor.stage, limit: limit).run(over: pool)
    }

    /// `breached first_response 1` …: what the monitor said of a ticket, in the journal's order.
    func marks(of id: TicketID) async throws -> [String] {
        try await pool.read { session in
            try Journal.rows(of: id, in: session).map { try $0.event().fact }.marks
        }
    }

    func ticket(_ id: TicketID) async throws -> Ticket? {
        try await pool.read { session in try Journal.read([id], in: session)[id] }
    }
}
