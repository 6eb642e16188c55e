import FoundationEssentials
import Kafka

/// A topic and a group of one test's own, and the clients that work on them.
struct Bench: Sendable {
    let servers: String
    let topic: String
    let group = "group.\(UUID().uuidString)"

    var admin: KafkaAdmin { KafkaAdmin(configuration()) }

    func configuration(
        _ overrides: [String: String] = [:],
        patience: Duration = .seconds(300),
        hooks: KafkaHooks = KafkaHooks()
    ) -> KafkaConfiguration {
        KafkaConfiguration(
            bootstrapServers: servers,
            clientID: "test",
            overrides: overrides,
            patience: patience,
            hooks: hooks
        )
    }

    /// A member of the bench's group, with a short session because the mock cluster takes its time for each rebalance.
    func consumer(_ overrides: [String: String] = [:], hooks: KafkaHooks = KafkaHooks()) throws -> KafkaConsumer {
        let quick = ["session.timeout.ms": "3000", "heartbeat.interval.ms": "500"].merging(overrides) { $1 }
        return try KafkaConsumer(configuration(quick, hooks: hooks), group: group, topics: [topic])
    }

    func producer(
        _ overrides: [String: String] = [:],
        patience: Duration = .seconds(300),
        hooks: KafkaHooks = KafkaHooks()
    ) throws -> KafkaProducer {
        try KafkaProducer(configuration(overrides, patience: patience, hooks: hooks))
    }

    /// Records that carry their number as text; those of one key are `keys` numbers apart.
    func records(_ numbers: Range<Int>, keys: Int = 1) -> [OutgoingRecord] {
        numbers.map { OutgoingRecord(topic: topic, key: Array("key-\($0 % keys)".utf8), value: Array("\($0)".utf8)) }
    }

    /// Publishes with a producer of its own.
    func publish(_ numbers: Range<Int>, keys: Int = 1) async throws -> [Delivery] {
        let producer = try producer()
        let deliveries = try await producer.publish(records(numbers, keys: keys))
        await producer.close()
        return deliveries
    }

    /// Reads with a consumer of a new group, from the beginning, until `count` numbers have come.
    func readAll(_ count: Int) async throws -> [Int] {
        let consumer = try KafkaConsumer(configuration(), group: "reader.\(UUID().uuidString)", topics: [topic])
        let records = try await consumer.read(count)
        await consumer.close()
        return records.map(\.number)
    }

    /// Reads with a consumer of a new group, from the beginning, until `count` different numbers have come.
    func readAll(different count: Int) async throws -> [Int] {
        let consumer = try KafkaConsumer(configuration(), group: "reader.\(UUID().uuidString)", topics: [topic])
        var numbers: [Int] = []
        while Set(numbers).count < count { numbers += try await consumer.read(1).map(\.number) }
        await consumer.close()
        return numbers
    }
}

extension [Int] {
    /// Each number once, in the order in which the numbers came first.
    var firstTimes: [Int] {
        var seen: Set<Int> = []
        return filter { seen.insert($0).inserted }
    }
}

extension KafkaConsumer {
    /// Reads batches until at least `count` records have come; stores nothing.
    func read(_ count: Int) async throws -> [Record] {
        var records: [Record] = []
        while records.count < count {
            let batch = try await next(atMost: 100)
            guard !batch.isEmpty else { return records }
            records += batch
        }
        return records
    }
}

extension Record {
    /// The number that `Bench.records` gave it; -1 for a record of another kind.
    var number: Int { Int(String(decoding: value ?? [], as: UTF8.self)) ?? -1 }
}

extension [Delivery] {
    /// Those that were not acknowledged.
    var failures: [Delivery] { filter { !$0.isAcknowledged } }
}
