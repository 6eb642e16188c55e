import Kafka
import TestKit
import Testing

@Suite("Faults of the brokers, for who reads,", .timeLimit(.minutes(2)))
struct ReadingFaultTests {
    @Test func `lose nothing`() async throws {
        try await withBroker { broker, bench in
            let consumer = try bench.consumer()
            _ = try await bench.publish(0..<10)
            #expect(try await consumer.read(10).map(\.number) == Array(0..<10))
            try await broker.fail(.fetch, with: [.disconnected, .notLeader, .timedOut])
            try await broker.fail(.offsetCommit, with: [.notCoordinator, .coordinatorNotAvailable])
            try await broker.fail(.heartbeat, with: [.notCoordinator])
            _ = try await bench.publish(10..<50)
            let records = try await consumer.read(40)
            #expect(records.map(\.number) == Array(10..<50))
            try consumer.store(records)
            await consumer.close()
            let lag = try await bench.admin.groupLag(bench.group, topics: [bench.topic])
            #expect(lag.map(\.lag) == [0])
        }
    }

    /// librdkafka 2.0 never asks again by itself, and the partitions stand still.
    @Test func `in telling a member where its group was are overcome`() async throws {
        try await withBroker { broker, bench in
            let (log, hooks) = makeLog()
            _ = try await bench.publish(0..<3)
            try await broker.fail(.offsetFetch, with: [.notCoordinator])
            let consumer = try bench.consumer(hooks: hooks)
            async let records = consumer.read(3)
            try await log.wait { $0.contains { $0.message.hasPrefix("Failed to fetch committed offsets") } }
            #expect(try await records.map(\.number) == [0, 1, 2])
            await consumer.close()
        }
    }
}
