import FoundationEssentials
import Kafka
import NotifierRules
import Postgres
import Telemetry
import TestKit
import Tickets

@testable import Notifier
@testable import Pipeline

/// A notifier over a test's own database, driven step by step: its stage and its sender without their loops.
struct Switchboard: Sendable {
    let database: TestDatabase
    let metrics: Metrics
    private let meters: NoticeMeters

    /// A line of the ledger, as tests look at it.
    struct Line: Equatable, Sendable {
        let id: UUID
        let recipient: String
        let type: String
        let state: String
        let attempts: Int
        let lastError: String?
    }

    init(_ database: TestDatabase) {
        self.database = database
        metrics = Metrics()
        meters = NoticeMeters(metrics)
    }

    /// A new ticket, with what happens to it at once.
    func receive(_ text: String = "收到的杯子是碎的", then facts: [TicketFact] = []) async throws -> TicketID {
        try await database.pool.transaction { session in
            var writer = Writer(source: "intake", now: try Journal.now(in: session))
            let id = TicketID(at: writer.now, random: (.random(in: 0 ... .max), .random(in: 0 ... .max)))
            guard case .received(var received) = TicketFact.arrival(text) else { return id }
            received.number = TicketNumber(stored: "SW-\(id)")
            try writer.receive(id, received, trace: nil)
            try writer.append(facts, to: id, cause: nil)
            try writer.write(in: session)
            return id
        }
    }

    /// The notifier's stage handles everything in the journal, as if Kafka had just brought it.
    func follow() async throws {
        let definition = Notifier.definition(NoticeStore(meters: meters))
        let concerns = try await definition.concerns(database.pool)
        try await database.pool.transaction { session in
            let ids = try session.query("SELECT id FROM ticket ORDER BY id").map { try $0["id", as: TicketID.self] }
            let rows = try ids.flatMap { try Journal.rows(of: $0, in: session) }
            let records = rows.enumerated().map { offset, row in
                Record(
                    topic: Topic.ticketEvents,
                    partition: 0,
                    offset: Int64(offset),
                    value: Array(CloudEvent.json(row).utf8),
                    headers: CloudEvent.headers(row).map { Header($0.name, $0.value) }
                )
            }
            let letters = records.map { Letter($0, concerns: concerns) }
            let arrivals = Arrivals(letters, concerns: concerns, definition.interpret)
            var transaction = BatchTransaction(definition, arrivals)
            _ = try transaction.run(in: session)
        }
    }

    func execute(_ statement: SQL) async throws {
        try await database.pool.transaction { session in _ = try session.execute(statement) }
    }

    /// The ledger's lines of a channel, in the order of the events.
    func ledger(_ channel: NoticeChannel) async throws -> [Line] {
        try await database.pool.read { session in
            try session.query(
                """
                SELECT id, recipient, type, state, attempts, last_error FROM notifier.notice
                WHERE channel = \(channel.rawValue) ORDER BY split_part(event_id, ':', 2)::integer, recipient
                """
            ).map { row in
                Line(
                    id: try row["id"],
                    recipient: try row["recipient"],
                    type: try row["type"],
                    state: try row["state"],
                    attempts: Int(try row["attempts", as: Int32.self]),
                    lastError: try row["last_error", as: String?.self]
                )
            }
        }
    }

    /// Adds a webhook whose secret tests know.
    @discardableResult
    func subscribe(
        _ url: String,
        department: DepartmentCode? = nil,
        events: [EventType]? = nil
    ) async throws -> UUID {
        let id = UUID()
        try await execute(
            """
            INSERT INTO notifier.webhook (id, url, secret, department, events)
            VALUES (\(id), \(url), \(Receiver.secret), \(department?.rawValue), \(events?.map(\.rawValue)))
            """
        )
        return id
    }

    /// A sender that tries `attempts` times without a wait between them.
    func sender(attempts: Int = 3, reachesPrivate: Bool = true) throws -> WebhookSender {
        let settings = try Settings(environment: [
            "DATABASE_URL": database.url, "SHOUWEN_WEBHOOK_PRIVATE_ADDRESSES": "\(reachesPrivate)",
        ])
        let service = try ServiceContext(
            name: "notifier",
            settings: settings,
            logger: .silent,
            metrics: metrics
        )
        let waits = Array(repeating: Duration.zero, count: attempts)
        return try WebhookSender(in: service, meters, schedule: RetrySchedule(waits: waits))
    }

    /// Sends until nothing is due any more.
    func send(with sender: WebhookSender) async throws {
        while try await sender.pass() > 0 {
            await sender.flights.quiet()
        }
    }

    func survey() async throws {
        try await Survey(meters: meters).run(over: database.pool)
    }
}
