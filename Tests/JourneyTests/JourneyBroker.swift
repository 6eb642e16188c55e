import FoundationEssentials
import Glibc
import Kafka
import Processes
import TestKit
import Testing

/// The Kafka of one journey: a real one where `KAFKA_HOME` is set, otherwise the embedded broker in a process of its own.
enum JourneyBroker: Sendable {
    case embedded(ChildProcess, servers: String)
    case real(RealKafka)

    static func start(in folder: TemporaryFolder) async throws -> JourneyBroker {
        if let home = RealKafka.home { return .real(try await RealKafka(home: home)) }
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

    static var topics: String { BuildFolder.source("deploy/topics.tsv") }

    var servers: String {
        switch self {
        case .embedded(_, let servers): servers
        case .real(let kafka): kafka.bootstrapServers
        }
    }

    /// Goes away without a word; what it had acknowledged is there again afterwards.
    func goAway() async throws {
        switch self {
        case .embedded(let child, _): child.signal(SIGUSR1)
        case .real(let kafka): try kafka.crash()
        }
        try await eventually("the broker is away") { await !answers() }
    }

    func comeBack() async throws {
        switch self {
        case .embedded(let child, _): child.signal(SIGUSR2)
        case .real(let kafka): try await kafka.restart()
        }
        try await eventually("the broker is back") { await answers() }
    }

    private func answers() async -> Bool {
        let admin = KafkaAdmin(KafkaConfiguration(bootstrapServers: servers, clientID: "journey"), timeout: .seconds(1))
        return await (try? admin.cluster()) != nil
    }

    func end() async {
        switch self {
        case .embedded(let child, _):
            child.signal(SIGKILL)
            await child.ended()
        case .real(let kafka):
            kafka.stop()
        }
    }
}
