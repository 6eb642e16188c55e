import Kafka
import Pipeline
import Postgres
import Telemetry
import TestKit
import Tickets

/// A database with tickets, a broker, and stages over both, all of one test's own.
struct StageBench: Sendable {
    let database: TestDatabase
    let broker: EmbeddedBroker
    private let folder: TemporaryFolder
    private let producer: KafkaProducer

    static func with(_ body: (StageBench) async throws -> Void) async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            try await database.pool.read { session in try session.script(Probe.schema) }
            try await TemporaryFolder.with { folder in
                // The embedded broker keeps a group that changes waiting for as long as a session may last.
                try folder.write("session.timeout.ms=3000\nheartbeat.interval.ms=500\n", to: "kafka")
                try await StageBench(database, folder, kafka()).use(body)
            }
        }
    }

    private init(_ database: TestDatabase, _ folder: TemporaryFolder, _ kafka: (EmbeddedBroker, KafkaProducer)) {
        (self.database, self.folder, broker, producer) = (database, folder, kafka.0, kafka.1)
    }

    /// One partition, so that what is published last is handled last.
    private static func kafka() async throws -> (EmbeddedBroker, KafkaProducer) {
        let broker = try EmbeddedBroker()
        try await broker.createTopic(Topic.ticketEvents, partitions: 1)
        let configuration = KafkaConfiguration(bootstrapServers: broker.bootstrapServers, clientID: "test")
        return (broker, try KafkaProducer(configuration))
    }

    private func use(_ body: (StageBench) async throws -> Void) async throws {
        do {
            try await body(self)
        } catch {
            await close()
            throw error
        }
        await close()
    }

    private func close() async {
        await producer.close()
        await broker.close()
    }

    /// The same database with a Kafka of its own: how the same records come to two instances at once.
    func withAnotherKafka(_ body: (StageBench) async throws -> Void) async throws {
        try await StageBench(database, folder, Self.kafka()).use(body)
    }

    /// Writes tickets with these notes behind their receipt; nothing is published.
    func write(_ tickets: ClosedRange<UInt64>, notes: [String] = []) async throws {
        try await database.pool.receive(tickets, notes: notes)
        _ = try await database.pool.transaction { session in try session.execute("DELETE FROM outbox") }
    }

    /// Brings journal rows of a ticket to Kafka, in this order.
    func publish(_ number: UInt64, _ seqs: [Int]) async throws {
        let rows = try await database.pool.read { session in try Journal.rows(of: ticket(number), in: session) }
        try await publish(raw: seqs.map { Array(CloudEvent.json(rows[$0 - 1]).utf8) }, key: ticket(number))
    }

    /// Brings anything to `ticket.events`.
    func publish(raw values: [[UInt8]], key: TicketID? = nil) async throws {
        let deliveries = try await producer.publish(
            values.map {
                OutgoingRecord(
                    topic: Topic.ticketEvents,
                    key: key.map { Array($0.description.utf8) },
                    value: $0,
                    headers: [Header("ce_specversion", "1.0")]
                )
            }
        )
        guard deliveries.allSatisfy(\.isAcknowledged) else { throw NotPublished() }
    }

    /// Brings to Kafka what waits in the outbox for `ticket.events`, as the relay does.
    func relay() async throws {
        let rows = try await database.pool.transaction { session in
            let rows = try session.query(
                """
                SELECT outbox.id, event.* FROM outbox JOIN ticket_event AS event USING (ticket_id, seq) ORDER BY outbox.id
                """
            )
            try session.execute("DELETE FROM outbox WHERE id = ANY(\(try rows.map { try $0["id", as: Int.self] }))")
            return try rows.map(JournalRow.init)
        }
        for row in rows { try await publish(raw: [Array(CloudEvent.json(row).utf8)], key: row.ticket) }
    }

    /// Runs a stage until `body` ends; what the stage itself ended with, if it did, is thrown.
    func whileRunning(answering: Bool = false, batch: Int = 200, _ body: () async throws -> Void) async throws {
        let service = try service(batch: batch)
        let stage = try Stage(Probe.definition(answering: answering), in: service)
        try await stage.runs(in: service, while: body)
    }

    /// Runs a stage until it ends by itself, and throws what it ended with.
    func runToItsEnd() async throws {
        let service = try service(batch: 200)
        let stage = try Stage(Probe.definition(), in: service)
        do {
            try await stage.run()
        } catch {
            await service.pool.close()
            throw error
        }
        await service.pool.close()
    }

    private func service(batch: Int) throws -> ServiceContext {
        let environment = [
            "DATABASE_URL": database.url, "KAFKA_BOOTSTRAP_SERVERS": broker.bootstrapServers,
            "SHOUWEN_BATCH": "\(batch)", "SHOUWEN_KAFKA_OPTIONS_FILE": folder.path(of: "kafka"),
        ]
        return try ServiceContext(name: Probe.name, settings: Settings(environment: environment), logger: .silent)
    }

    struct NotPublished: Error {}
}

func ticket(_ number: UInt64) -> TicketID {
    .numbered(number)
}
