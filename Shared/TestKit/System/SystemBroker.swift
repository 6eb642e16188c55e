import FoundationEssentials
import Glibc
import Kafka
package import Processes
import Testing

/// The Kafka of one whole system: a real one where `KAFKA_HOME` is set, otherwise the embedded broker in a process of its own.
package enum SystemBroker: Sendable {
    case embedded(ChildProcess, servers: String)
    case real(RealKafka)

    /// Starts one; a real one with a second way in where one is asked for.
    package static func start(
        in folder: TemporaryFolder,
        sideDoor: RealKafka.SideDoor? = nil
    ) async throws -> SystemBroker {
        if let home = RealKafka.home { return .real(try await RealKafka(home: home, sideDoor: sideDoor)) }
        let child = try await ChildProcess.start(
            BuildFolder.program("shouwen-broker"),
            ["--address-file", folder.path(of: "broker"), "--topics", topics],
            environment: BuildFolder.environment,
            log: folder.path(of: "broker.log")
        )
        try await eventually("the broker tells its address") { folder.exists("broker") }
        let servers = try folder.read("broker").split(separator: "\n").first
        return .embedded(child, servers: String(servers ?? ""))
    }

    package static var topics: String { BuildFolder.source("deploy/topics.tsv") }

    package var servers: String {
        switch self {
        case .embedded(_, let servers): servers
        case .real(let kafka): kafka.bootstrapServers
        }
    }

    /// Goes away without a word; what it had acknowledged is there again afterwards.
    package func goAway() async throws {
        switch self {
        case .embedded(let child, _): child.signal(SIGUSR1)
        case .real(let kafka): try kafka.crash()
        }
        try await eventually("the broker is away") { await !answers() }
    }

    package func comeBack() async throws {
        switch self {
        case .embedded(let child, _): child.signal(SIGUSR2)
        case .real(let kafka): try await kafka.restart()
        }
        try await eventually("the broker is back") { await answers() }
    }

    package func answers() async -> Bool {
        let configuration = KafkaConfiguration(bootstrapServers: servers, clientID: "system-broker")
        return await (try? KafkaAdmin(configuration, timeout: .seconds(1)).cluster()) != nil
    }

    package func end() async {
        switch self {
        case .embedded(let child, _):
            child.signal(SIGKILL)
            await child.ended()
        case .real(let kafka):
            kafka.stop()
        }
    }
}
