import Foundation
import Kafka
import Postgres
import TestKit

/// What stands before the system starts: a database that keeps what it commits, Kafka, and wires to both.
struct Ground: Sendable {
    let seed: Seed
    let folder: TemporaryFolder
    let cluster: PrivateCluster
    let network: Network
    let diary: Diary
    /// Whether each fault happens once and not several times, for tests.
    var isShort = false

    /// The services that are there twice: all that read Kafka, take tickets in, or publish.
    private static let doubled = ["relay", "classifier", "router", "sla-monitor", "notifier", "intake"]

    /// Brings up everything, lends it to `body`, and takes it down again.
    static func with(
        _ seed: Seed,
        in folder: TemporaryFolder,
        _ diary: Diary,
        isShort: Bool = false,
        _ body: (Arena) async throws -> Void
    ) async throws {
        try await PrivateCluster.with(durable: true) { cluster in
            var ground = Ground(seed: seed, folder: folder, cluster: cluster, network: Network(), diary: diary)
            ground.isShort = isShort
            let (broker, servers) = try await ground.startBroker()
            do {
                try await ground.lend(broker, servers, body)
            } catch {
                ground.network.end()
                await broker.end()
                throw error
            }
            ground.network.end()
            await broker.end()
        }
    }

    /// Which Kafka the drills have, as the environment says.
    enum KafkaKind: Equatable {
        /// A node of our own, behind a wire.
        case node
        /// Somebody's, which is not ours to stop, and tells clients its own address.
        case borrowed(String)
        /// In memory; it tells clients its own address as well.
        case embedded

        static var ofEnvironment: KafkaKind {
            if RealKafka.home != nil { return .node }
            let servers = ProcessInfo.processInfo.environment["KAFKA_BOOTSTRAP_SERVERS"] ?? ""
            return servers.isEmpty ? .embedded : .borrowed(servers)
        }
    }

    /// Kafka, and how the services find it: a node of our own through a wire, any other straight.
    private func startBroker() async throws -> (SystemBroker, servers: String) {
        if case .borrowed(let servers) = KafkaKind.ofEnvironment { return (try await .borrow(servers), servers) }
        guard KafkaKind.ofEnvironment == .node, let port = try FreePorts.pick(1).first else {
            let broker = try await SystemBroker.start(in: folder)
            return (broker, broker.servers)
        }
        let wire = Network.Wire(name: Arena.kafkaWire, target: port, isDatabase: false)
        let near = try network.lay(wire)
        let broker = try await SystemBroker.start(in: folder, sideDoor: .init(port: port, advertised: near))
        return (broker, "127.0.0.1:\(near)")
    }

    private func lend(_ broker: SystemBroker, _ servers: String, _ body: (Arena) async throws -> Void) async throws {
        let direct = try PostgresConfiguration(url: cluster.url)
        let ports = try Dictionary(
            uniqueKeysWithValues: Arena.databaseWires.map { name in
                let wire = Network.Wire(name: name, target: direct.hosts[0].port, isDatabase: true)
                return (name, try network.lay(wire))
            }
        )
        var plan = SystemPlan(database: cluster.url, kafka: servers)
        plan.replicas = Dictionary(uniqueKeysWithValues: Self.doubled.map { ($0, 2) })
        plan.database = { member in
            var wired = direct
            wired.hosts[0].port = ports[member] ?? direct.hosts[0].port
            return wired.urlWithPassword
        }
        plan.settings["SHOUWEN_DRAIN"] = "1s"
        if !isShort { plan.kafkaOptions = "session.timeout.ms=\(Recovery.session)\nheartbeat.interval.ms=500\n" }
        try await WebhookReceiver.with { receiver, url in
            try await RunningSystem.with(plan, broker, in: folder) { system in
                let secret = try await subscribe(url, system)
                let pool = Pool(direct)
                let arena = try Arena(self, system, receiver, secret: secret, pool: pool)
                arena.canary.start()
                do {
                    try await body(arena)
                } catch {
                    await end(arena)
                    throw error
                }
                await end(arena)
            }
        }
    }

    private func end(_ arena: Arena) async {
        await arena.canary.stop()
        await arena.pool.close()
    }

    /// A webhook of the after-sales department, told over a wire of its own.
    private func subscribe(_ url: String, _ system: RunningSystem) async throws -> String {
        guard let port = URL(string: url)?.port else { throw DrillFailure("\(url) has no port") }
        let near = try network.lay(.init(name: Arena.webhookWire, target: port, isDatabase: false))
        let output = try await system.operate([
            "webhook", "create", "--url", "http://127.0.0.1:\(near)/hook", "--events", "routed",
            "--department", "after-sales",
        ])
        guard let line = output.split(separator: "\n").first(where: { $0.hasPrefix("whsec_") }) else {
            throw DrillFailure("shouwen webhook create printed no secret: \(output)")
        }
        return String(line)
    }
}
