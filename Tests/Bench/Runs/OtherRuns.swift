import Foundation
import Pipeline
import Postgres
import TestKit
import Testing

/// Intake alone: every other service is stopped, and customers post as fast as they are answered.
struct IntakeRun: Sendable {
    let stand: Stand
    let connections: Int
    let time: Duration

    func run() async throws -> Load.Result {
        await stand.stop(RunningSystem.services.filter { $0 != "intake" })
        let load = Load(port: try stand.port, connections: connections, pace: .closed, time: time)
        let messages = try stand.messages("intake")
        return try await onThread { try load.run(messages) }
    }
}

/// The limit: a bare client against tables of the same kind, in a database of its own, while nothing else runs.
struct LimitRun: Sendable {
    let stand: Stand
    let rows: RowCounts
    let time: Duration

    /// - Returns: tickets a second.
    func run() async throws -> Double {
        await stand.stop(RunningSystem.services)
        _ = try await stand.pool.withConnection { connection in
            try await connection.read { session in try session.script("CREATE DATABASE bench_limit") }
        }
        var configuration = try PostgresConfiguration(url: stand.cluster.url)
        configuration.database = "bench_limit"
        let pool = Pool(configuration)
        _ = try await Migrator.migrate(Migrations.all, over: pool)
        await pool.close()
        let client = BareClient(
            configuration: configuration,
            counts: rows,
            texts: stand.texts,
            connections: ProcessInfo.processInfo.activeProcessorCount,
            time: time
        )
        return try await client.run()
    }
}

/// How long a service takes from its start until it says that it is ready.
struct StartRun: Sendable {
    let stand: Stand

    func run() async throws -> [(service: String, time: Duration)] {
        var times: [(service: String, time: Duration)] = []
        for service in RunningSystem.services {
            await stand.stop([service])
            let start = ContinuousClock.now
            try await stand.system.start(service)
            try await eventually("\(service) is ready", within: .seconds(60), every: .milliseconds(5)) {
                await stand.system.readiness(of: service) == 200
            }
            times.append((service, .now - start))
        }
        return times
    }
}
