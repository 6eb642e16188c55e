import Kafka
import Pipeline
import Postgres
import Telemetry
import TestKit
import Testing
import Tickets

@testable import Relay

/// A database, a broker, and relays between them, all of one test's own.
struct RelayBench: Sendable {
    let database: TestDatabase
    let broker: BrokerProcess

    static func with(_ body: (RelayBench) async throws -> Void) async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let topics = [(name: Topic.ticketEvents, partitions: 4), (Topic.tickets(of: .frontline), 1)]
            try await BrokerProcess.with(topics: topics) { broker in
                try await body(RelayBench(database: database, broker: broker))
            }
        }
    }

    var pool: Pool { database.pool }

    /// Runs a relay's publisher until `body` ends.
    func whileRelaying(as name: String = "relay", _ body: () async throws -> Void) async throws {
        let environment = ["DATABASE_URL": database.url, "KAFKA_BOOTSTRAP_SERVERS": broker.bootstrapServers]
        let service = try ServiceContext(name: name, settings: Settings(environment: environment), logger: .silent)
        try await Publisher(in: service).runs(in: service, while: body)
    }

    var waiting: Int {
        get async throws { try await pool.count("SELECT count(*) FROM outbox") }
    }

    func untilDrained(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await eventually("the outbox is drained", sourceLocation: sourceLocation) { try await waiting == 0 }
    }

    /// How many lanes each connection holds, fewest first.
    var lanes: [Int] {
        get async throws {
            try await pool.read { session in
                try session.query(
                    """
                    SELECT count(*) AS lanes FROM pg_locks WHERE locktype = 'advisory' AND granted
                        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                        AND classid = \(Int(RelayPresence.lockSpace)) AND objid < 16
                    GROUP BY pid ORDER BY lanes
                    """
                ).map { try $0["lanes"] }
            }
        }
    }

    /// Ends the sessions of a relay from the server's side; the relay opens new ones.
    func hangUp(on name: String = "relay-lanes") async throws {
        _ = try await pool.count(
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE application_name = \(name) AND datname = current_database()
            """
        )
    }

    /// What came to Kafka, read from the beginning until `isEnough`.
    func wire(
        _ topic: String = Topic.ticketEvents,
        until isEnough: ([Record]) -> Bool
    ) async throws -> [Record] {
        let configuration = KafkaConfiguration(bootstrapServers: broker.bootstrapServers, clientID: "wire")
        let consumer = try KafkaConsumer(configuration, group: "wire", topics: [topic])
        var records: [Record] = []
        while !isEnough(records) { records += try await consumer.next(atMost: 1000) }
        await consumer.close()
        return records
    }
}

/// Records of `ticket.events` as places in tickets, in the order of the wire.
struct Places {
    /// Of each ticket the seqs as they came, repetitions included.
    private(set) var seqs: [TicketID: [Int]] = [:]

    init(_ records: [Record]) throws {
        for record in records {
            let envelope = try CloudEvent.read(record.value ?? [])
            #expect(record.key == Array(envelope.ticket.description.utf8))
            seqs[envelope.ticket, default: []].append(envelope.seq)
        }
    }

    /// How many different places came; what stood behind a refused message comes twice.
    var count: Int { seqs.values.reduce(0) { $0 + Set($1).count } }

    /// The seqs of a ticket in the order in which they came for the first time.
    func firsts(_ number: UInt64) -> [Int] {
        var seen: Set<Int> = []
        return seqs[.numbered(number), default: []].filter { seen.insert($0).inserted }
    }
}
