import FoundationEssentials
import Kafka
import Testing

/// The Kafka of one whole system: a real one where `KAFKA_HOME` is set, otherwise the embedded broker in a process of its own.
package enum SystemBroker: Sendable {
    case embedded(BrokerProcess)
    case real(RealKafka)
    /// Somebody else's, with the topics that are ours as long as we use it.
    case borrowed(servers: String, topics: [String])

    /// Starts one; a real one with a second way in where one is asked for.
    package static func start(
        in folder: TemporaryFolder,
        sideDoor: RealKafka.SideDoor? = nil,
        lasts: Bool = false
    ) async throws -> SystemBroker {
        if let home = RealKafka.home { return .real(try await RealKafka(home: home, sideDoor: sideDoor, lasts: lasts)) }
        return .embedded(try await BrokerProcess.start(in: folder, topics: topics))
    }

    /// Uses a Kafka that runs already, and whose topics are nobody's.
    ///
    /// - Throws: when it has a topic of ours: what is in there is somebody's, and would be taken for ours.
    package static func borrow(_ servers: String) async throws -> SystemBroker {
        let lines = try String(contentsOfFile: topics, encoding: .utf8).split(separator: "\n")
        let names = lines.filter { !$0.hasPrefix("#") }.compactMap { $0.split(separator: "\t").first.map(String.init) }
        let there = try await admin(servers, .seconds(10)).topics().map(\.name).filter(names.contains)
        guard there.isEmpty else {
            throw ProcessFailure(
                "the Kafka at \(servers) has \(there.sorted().joined(separator: ", ")) already; "
                    + "use one without Shouwen's topics: they are made, filled with nonsense and deleted"
            )
        }
        return .borrowed(servers: servers, topics: names)
    }

    private static func admin(_ servers: String, _ timeout: Duration) -> KafkaAdmin {
        KafkaAdmin(KafkaConfiguration(bootstrapServers: servers, clientID: "system-broker"), timeout: timeout)
    }

    package static var topics: String { BuildFolder.source("deploy/topics.tsv") }

    package var servers: String {
        switch self {
        case .embedded(let broker): broker.bootstrapServers
        case .real(let kafka): kafka.bootstrapServers
        case .borrowed(let servers, _): servers
        }
    }

    /// Goes away without a word; what it had acknowledged is there again afterwards.
    package func goAway() async throws {
        switch self {
        case .embedded(let broker): try await broker.goAway()
        case .real(let kafka):
            try kafka.crash()
            try await eventually("the broker is away") { await !answers() }
        case .borrowed: throw ProcessFailure("the Kafka at \(servers) is not ours to stop")
        }
    }

    package func comeBack() async throws {
        switch self {
        case .embedded(let broker): try await broker.comeBack()
        case .real(let kafka): try await kafka.restart()
        case .borrowed: throw ProcessFailure("the Kafka at \(servers) is not ours to start")
        }
    }

    package func answers() async -> Bool {
        await Self.answers(at: servers)
    }

    static func answers(at servers: String) async -> Bool {
        await (try? admin(servers, .seconds(1)).cluster()) != nil
    }

    package func end() async {
        switch self {
        case .embedded(let broker): await broker.end()
        case .real(let kafka): kafka.stop()
        case .borrowed(let servers, let topics):
            try? await Self.admin(servers, .seconds(30)).delete(topics)
        }
    }
}
