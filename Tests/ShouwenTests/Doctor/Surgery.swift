import FoundationEssentials
import Kafka
import Pipeline
import Postgres
import TestKit
import Testing
import Tickets

@testable import Shouwen

/// A database and a broker with a doctor before them, all of one test's own.
struct Surgery: Sendable {
    let database: TestDatabase
    let broker: BrokerProcess

    /// With these topics; as migrated as `migrations` say.
    static func with(
        topics: [String] = [Topic.ticketEvents, Topic.deadLetters(of: Topic.ticketEvents)],
        migrations: [Migration] = Migrations.all,
        _ body: (Surgery) async throws -> Void
    ) async throws {
        try await withDatabase(migrations: migrations) { database in
            try await BrokerProcess.with(topics: topics.map { ($0, 1) }) { broker in
                try await body(Surgery(database: database, broker: broker))
            }
        }
    }

    var pool: Pool { database.pool }

    func settings(_ more: [String: String] = [:]) throws -> Settings {
        let own = [
            "DATABASE_URL": database.url, "KAFKA_BOOTSTRAP_SERVERS": broker.bootstrapServers,
            "SHOUWEN_SERVICES": "",
        ]
        return try Settings(environment: own.merging(more) { $1 }.filter { !$0.value.isEmpty })
    }

    /// What a doctor finds ill, by what it looked at.
    func ills(
        _ more: [String: String] = [:],
        pause: Duration = .milliseconds(1),
        clock: (@Sendable () -> Int64)? = nil
    ) async throws -> [String: Finding] {
        let settings = try settings(more)
        let doctor = clock.map { Doctor(settings, pause: pause, clock: $0) } ?? Doctor(settings, pause: pause)
        let ills = try await doctor.examine().filter { !$0.isWell }
        for ill in ills {
            #expect(ill.remedy?.isEmpty == false, "\(ill.what) is ill, and nothing is said to do")
            let page = ill.runbook.map { BuildFolder.source("deploy/runbooks/\($0).md") }
            if let page { #expect(FileManager.default.fileExists(atPath: page), "\(page) is named and is not there") }
        }
        return Dictionary(ills.map { ($0.what, $0) }) { first, _ in first }
    }

    /// Publishes as anybody might.
    func publish(_ records: [OutgoingRecord]) async throws {
        let configuration = KafkaConfiguration(bootstrapServers: broker.bootstrapServers, clientID: "test")
        let producer = try KafkaProducer(configuration)
        let deliveries = try await producer.publish(records)
        await producer.close()
        #expect(deliveries.allSatisfy { $0.isAcknowledged })
    }

    /// Does this many records as a member of a group, and leaves it.
    func consume(_ count: Int, as group: String) async throws {
        let configuration = KafkaConfiguration(
            bootstrapServers: broker.bootstrapServers,
            clientID: "test",
            overrides: ["session.timeout.ms": "3000", "heartbeat.interval.ms": "500"]
        )
        let consumer = try KafkaConsumer(configuration, group: group, topics: [Topic.ticketEvents])
        var done = 0
        while done < count {
            let records = try await consumer.next(atMost: count - done)
            try consumer.store(records)
            done += records.count
        }
        await consumer.close()
    }
}
