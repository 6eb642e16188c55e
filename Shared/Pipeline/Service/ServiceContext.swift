package import Postgres
import Synchronization
package import Telemetry

/// What every part of a running service has at hand.
package final class ServiceContext: Sendable {
    /// The service's name in logs, metrics and events: `router`.
    package let name: String
    package let settings: Settings
    package let logger: Logger
    package let metrics: Metrics
    package let pool: Pool
    package let watchdog: Watchdog
    /// Wakes the relay when the outbox has grown.
    package let nudge: OutboxNudge
    private let draining = Mutex(false)
    private let schema = Mutex(false)
    private let preparations = Mutex<Set<String>>([])

    package init(
        name: String,
        settings: Settings,
        logger: Logger,
        metrics: Metrics = Metrics()
    ) throws(SettingsError) {
        (self.name, self.settings, self.logger, self.metrics) = (name, settings, logger, metrics)
        watchdog = Watchdog(limit: try settings(.watchdog))
        pool = Pool(try settings.keyedDatabase(applicationName: name))
        nudge = OutboxNudge(pool)
        metrics.registerPool(pool)
        metrics.registerWatchdog(watchdog)
    }

    package var isDraining: Bool {
        get { draining.withLock { $0 } }
        set { draining.withLock { $0 = newValue } }
    }

    /// What still has to happen before this service is ready.
    package var preparing: [String] {
        preparations.withLock { $0.sorted() }
    }

    /// Says that the service is not ready until `isPrepared` names the same thing.
    package func prepares(_ what: String) {
        _ = preparations.withLock { $0.insert(what) }
    }

    package func isPrepared(_ what: String) {
        _ = preparations.withLock { $0.remove(what) }
    }

    /// Waits until the database answers and has every migration of this version.
    package func schemaIsCurrent() async throws {
        var failures = 0
        var logged: String?
        while let obstacle = try await schemaObstacle() {
            failures += 1
            if obstacle != logged {
                logger.warning("waiting for the database and its migrations", ["reason": .string(obstacle)])
                logged = obstacle
            }
            try await Task.sleep(
                for: RetryPolicy(longest: .seconds(2)).delay(after: failures, chance: .random(in: 0...1))
            )
        }
    }

    /// Whether the database answers and has every migration of this version.
    package func schemaCheck() async throws -> Bool {
        try await schemaObstacle() == nil
    }

    /// Why the schema cannot be used now; nil when it can.
    private func schemaObstacle() async throws -> String? {
        if schema.withLock({ $0 }) { return nil }
        try Task.checkCancellation()
        do {
            let pending = try await Migrator.pending(Migrations.all, over: pool)
            guard pending.isEmpty else { return "the schema lacks \(pending.joined(separator: ", "))" }
        } catch {
            return "\(error)"
        }
        schema.withLock { $0 = true }
        return nil
    }

    /// Does `work`, and again after a growing pause as long as it fails in a way that can pass.
    package func retrying<Result: Sendable>(
        _ name: String,
        _ work: @Sendable () async throws -> Result
    ) async throws -> Result {
        var failures = 0
        var logged: ContinuousClock.Instant?
        while true {
            do {
                watchdog.moved(name)
                defer { watchdog.rests(name) }
                return try await work()
            } catch let error where isTransient(error) {
                failures += 1
                metrics.retried(error)
                if logged.map({ .now - $0 > .seconds(60) }) ?? true {
                    logger.warning("trying again", ["work": .string(name), "error": .string("\(error)")])
                    logged = .now
                }
                try await Task.sleep(for: RetryPolicy().delay(after: failures, chance: .random(in: 0...1)))
            }
        }
    }

    /// Whether doing the work again may help; what services do is idempotent, so a commit of unknown outcome counts too.
    package func isTransient(_ error: any Error) -> Bool {
        switch error {
        case let error as PostgresError: error.isRetriable || error.outcomeUnknown
        default: false
        }
    }
}
