import Foundation
import Glibc
import Pipeline
import Postgres
import Processes
import TestKit
import Testing

/// A whole system to be measured: a database that really keeps what it commits, Kafka, and every service as in production.
struct Stand: Sendable {
    let system: RunningSystem
    let cluster: PrivateCluster
    let pool: Pool
    let texts: [String]
    /// Tells the keys of this run from those of others.
    private let run = "bench-\(UInt32.random(in: 0 ... .max))"

    static func with(
        replicas: [String: Int] = [:],
        texts: [String],
        _ body: (Stand) async throws -> Void
    ) async throws {
        try await TemporaryFolder.with { folder in
            try await PrivateCluster.with(durable: true) { cluster in
                let broker = try await SystemBroker.start(in: folder, lasts: true)
                do {
                    var plan = SystemPlan(database: cluster.url, kafka: broker.servers)
                    plan.replicas = replicas
                    try await RunningSystem.with(plan, broker, in: folder) { system in
                        let pool = Pool(try PostgresConfiguration(url: cluster.url))
                        _ = try await pool.transaction { session in
                            // The limits are on; they only must not be what is measured.
                            try session.execute("UPDATE channel_token SET requests_per_minute = 100000000")
                        }
                        let stand = Stand(system: system, cluster: cluster, pool: pool, texts: texts)
                        do { try await body(stand) } catch {
                            await pool.close()
                            throw error
                        }
                        await pool.close()
                    }
                } catch {
                    await broker.end()
                    throw error
                }
                await broker.end()
            }
        }
    }

    var port: Int {
        get throws {
            guard let port = URL(string: system.address(of: "intake"))?.port else {
                throw LoadFailure("intake has no port")
            }
            return port
        }
    }

    func messages(_ name: String) throws -> Messages {
        try Messages(
            texts: texts,
            host: "127.0.0.1:\(port)",
            token: system.token("web"),
            run: "\(run)-\(name)"
        )
    }

    /// Every process of the system by name.
    func processes() throws -> ProcessTable {
        var pids = Dictionary(
            uniqueKeysWithValues: system.members.map { ($0, system.child($0).map { [$0.id] } ?? []) }
        )
        let server = try cluster.pid()
        pids["postgres"] = [server] + ProcessTable.children(of: server)
        pids["kafka"] = kafka
        return ProcessTable.now(pids)
    }

    /// The embedded broker, or the virtual machine of a real node, which a shell of ours keeps.
    private var kafka: [Int32] {
        if case .embedded(let broker) = system.broker { return [broker.id] }
        return ProcessTable.children(of: getpid()).flatMap(ProcessTable.children).filter {
            ProcessTable.name(of: $0) == "java"
        }
    }

    /// Waits until nothing is left behind: all is published and every ticket is routed, under its clocks and told of.
    func untilAtRest(within limit: Duration) async throws {
        try await eventually("everything is at rest", within: limit, every: .milliseconds(50)) {
            try await pool.read { session in
                let row = try session.query(
                    """
                    SELECT NOT EXISTS (SELECT FROM outbox)
                        AND NOT EXISTS (SELECT FROM ticket WHERE stage IN ('received', 'triaged') AND department IS NULL)
                        AND (SELECT count(*) FROM ticket_event)
                            = (SELECT sum(last_seq) FROM notifier.progress) AS rests
                    """
                )[0]
                return try row["rests", as: Bool?.self] ?? false
            }
        }
    }

    /// Stops services in good order.
    func stop(_ services: [String]) async {
        for service in services {
            for member in system.plan.members(of: service) {
                system.child(member)?.signal(SIGTERM)
                await system.child(member)?.ended()
            }
        }
    }
}
