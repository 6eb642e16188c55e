import FoundationEssentials
import Glibc
import HTTP
import Kafka
import Pipeline
import Postgres
import Processes
import TestKit
import Testing
import Tickets

extension Journeys {
    @Suite("A consumer that gets nothing any more", .timeLimit(.minutes(4)))
    struct StalledDeliveryTests {
        /// Brokers answer, the group has settled, and records wait: only a new process can help.
        @Test func `ends, and the next one gets what waited`() async throws {
            try await withDatabase(migrations: Migrations.all) { database in
                try await TemporaryFolder.with { folder in
                    let broker = try EmbeddedBroker()
                    try await broker.createTopic(Topic.ticketEvents, partitions: 1)
                    let classifier = try LoneClassifier(database, broker, folder)
                    let stalled = try await classifier.start()
                    // Whoever fetches from now on is told to try again.
                    try await broker.fail(.fetch, with: Array(repeating: .timedOut, count: 10_000))
                    try await classifier.publishTicket()
                    #expect(await stalled.ended() == .exited(1))
                    #expect(try folder.read("log").contains(#""parts":["delivery to classifier"]"#))

                    try await broker.heal(.fetch)
                    let next = try await classifier.start()
                    try await eventually("the ticket is handled", within: .seconds(60)) {
                        try await database.pool.count("SELECT count(*) FROM classifier.progress") == 1
                    }
                    next.signal(SIGKILL)
                    await next.ended()
                    await broker.close()
                }
            }
        }
    }
}

/// The classifier alone over a broker that is going to fail, with a watchdog that does not wait long.
private struct LoneClassifier {
    private let database: TestDatabase
    private let broker: EmbeddedBroker
    private let folder: TemporaryFolder
    private let port: Int

    init(_ database: TestDatabase, _ broker: EmbeddedBroker, _ folder: TemporaryFolder) throws {
        (self.database, self.broker, self.folder) = (database, broker, folder)
        port = try FreePorts.pick(1)[0]
        let options = ["session.timeout.ms=3000", "heartbeat.interval.ms=500", "statistics.interval.ms=200"]
        try folder.write(options.joined(separator: "\n"), to: "kafka")
    }

    /// Starts it and waits until the group has given it the partition.
    func start() async throws -> ChildProcess {
        let child = try await ChildProcess.start(
            BuildFolder.program("classifier"),
            environment: BuildFolder.environment.merging([
                "DATABASE_URL": database.url, "KAFKA_BOOTSTRAP_SERVERS": broker.bootstrapServers,
                "SHOUWEN_KAFKA_OPTIONS_FILE": folder.path(of: "kafka"), "SHOUWEN_WATCHDOG": "3s",
                "SHOUWEN_OPS_LISTEN": "127.0.0.1:\(port)",
            ]) { $1 },
            log: folder.path(of: "log")
        )
        let http = HTTPClient(policy: .any)
        try await eventually("the classifier is ready", within: .seconds(60)) {
            await (try? http.send(ClientRequest(.get, "http://127.0.0.1:\(port)/readyz")))?.status == 200
        }
        await http.close()
        return child
    }

    /// Brings the receipt of one ticket to `ticket.events`, as the relay does.
    func publishTicket() async throws {
        try await database.pool.receive(1...1)
        let rows = try await database.pool.read { session in
            try Journal.rows(of: TicketID.numbered(1), in: session)
        }
        let producer = try KafkaProducer(
            KafkaConfiguration(bootstrapServers: broker.bootstrapServers, clientID: "test")
        )
        let deliveries = try await producer.publish(
            rows.map { row in
                OutgoingRecord(
                    topic: Topic.ticketEvents,
                    key: Array("\(row.ticket)".utf8),
                    value: Array(CloudEvent.json(row).utf8)
                )
            }
        )
        #expect(deliveries.filter { !$0.isAcknowledged } == [])
        await producer.close()
    }
}
