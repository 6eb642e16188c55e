import Foundation
import Kafka
import TestKit

/// The broker of a journey: a real Kafka where `KAFKA_HOME` is set, the embedded one otherwise.
enum Broker: Sendable {
    case embedded(EmbeddedBroker)
    case real(RealKafka)

    enum Kind: Sendable {
        case realWherePossible
        case embedded
    }

    static func start(_ kind: Kind) async throws -> Broker {
        let topics =
            [("ticket.events", 12), ("ticket.events.dlq", 1)]
            + Town.departments.flatMap {
                [("department.\($0).tickets", 3), ("department.\($0).actions", 3), ("department.\($0).actions.dlq", 1)]
            }
        guard kind == .realWherePossible, let home = RealKafka.home else {
            let broker = try EmbeddedBroker()
            for (name, partitions) in topics { try await broker.createTopic(name, partitions: partitions) }
            return .embedded(broker)
        }
        let kafka = try await RealKafka(home: home)
        let configuration = KafkaConfiguration(bootstrapServers: kafka.bootstrapServers, clientID: "journey")
        try await KafkaAdmin(configuration, timeout: .seconds(30))
            .create(topics.map { TopicSpecification(name: $0.0, partitions: $0.1, replication: 1) })
        return .real(kafka)
    }

    var bootstrapServers: String {
        switch self {
        case .embedded(let broker): broker.bootstrapServers
        case .real(let kafka): kafka.bootstrapServers
        }
    }

    func goDown() async throws {
        switch self {
        case .embedded(let broker): try await broker.setDown()
        case .real(let kafka): try kafka.crash()
        }
    }

    func comeBack() async throws {
        switch self {
        case .embedded(let broker): try await broker.setUp()
        case .real(let kafka): try await kafka.restart()
        }
    }

    func stop() async {
        switch self {
        case .embedded(let broker): await broker.close()
        case .real(let kafka): kafka.stop()
        }
    }

    /// The embedded broker keeps a group that changes waiting for as long as a session may last.
    func optionsFile(in folder: URL) throws -> String? {
        guard case .embedded = self else { return nil }
        let file = folder.appending(path: "kafka-options")
        try Data("session.timeout.ms=3000\nheartbeat.interval.ms=500\n".utf8).write(to: file)
        return file.path
    }
}
