import FoundationEssentials
import Kafka
import TestKit
import Testing

/// The brokers that every promise is checked against.
enum Platform: String, Sendable, CustomTestStringConvertible {
    case embedded, real

    /// The embedded broker always, and a real Kafka where `KAFKA_HOME` names one; the choice is printed once.
    static let all: [Platform] = {
        guard let home = RealKafka.home else {
            print("KafkaTests: KAFKA_HOME is not set, so the promises are checked on the embedded broker only")
            return [.embedded]
        }
        print("KafkaTests: the promises are checked on the embedded broker and on the Kafka in \(home)")
        return [.embedded, .real]
    }()

    var testDescription: String { rawValue }

    private static let embeddedBroker = Task { try EmbeddedBroker() }

    /// A topic of the test's own on the broker that all tests share.
    func makeBench(partitions: Int = 1, topic: String = "test.\(UUID().uuidString)") async throws -> Bench {
        switch self {
        case .embedded:
            let broker = try await Self.embeddedBroker.value
            try await broker.createTopic(topic, partitions: partitions)
            return Bench(servers: broker.bootstrapServers, topic: topic)
        case .real:
            guard let kafka = try await RealKafka.shared() else { throw Missing() }
            let bench = Bench(servers: kafka.bootstrapServers, topic: topic)
            try await bench.admin.create([TopicSpecification(name: topic, partitions: partitions)])
            return bench
        }
    }

    struct Missing: Error {}
}
