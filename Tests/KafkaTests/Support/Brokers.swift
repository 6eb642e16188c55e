import Kafka
import TestKit

/// A cluster of the test's own, because it is going to be broken.
func withBroker(
    brokers: Int = 1,
    _ body: (EmbeddedBroker, Bench) async throws -> Void
) async throws {
    let broker = try EmbeddedBroker(brokers: brokers)
    try await broker.createTopic("faults", partitions: 1)
    try await body(broker, Bench(servers: broker.bootstrapServers, topic: "faults"))
    await broker.close()
}

/// A broker that can go away.
func withBrokerProcess(_ body: (BrokerProcess, Bench) async throws -> Void) async throws {
    try await BrokerProcess.with(topics: [("faults", 1)]) { broker in
        try await body(broker, Bench(servers: broker.bootstrapServers, topic: "faults"))
    }
}

/// A log in which a test waits for the client to notice something.
func makeLog() -> (log: Latch<[KafkaHooks.LogLine]>, hooks: KafkaHooks) {
    let log = Latch<[KafkaHooks.LogLine]>([])
    return (log, KafkaHooks(log: { line in log.change { $0.append(line) } }))
}

/// The latest statistics, in which a test waits for records to be on their way.
func makeTraffic() -> (traffic: Latch<KafkaStatistics?>, hooks: KafkaHooks) {
    let traffic = Latch<KafkaStatistics?>(nil)
    return (traffic, KafkaHooks(statistics: { statistics in traffic.change { $0 = statistics } }))
}
