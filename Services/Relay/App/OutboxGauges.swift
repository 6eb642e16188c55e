import Pipeline
import Postgres
import Synchronization
import Telemetry

/// Looks at the outbox, parked tickets and the database's state from time to time, for the gauges that alerts watch.
struct OutboxGauges {
    private let pending: Gauge
    private let oldest: Gauge
    private let refused: Gauge
    private let transaction: Gauge
    private let clock: Gauge
    private let parked = Parked()
    private let service: ServiceContext

    /// Parked tickets by consumer, as last seen.
    private final class Parked: Sendable {
        let counts = Mutex<[String: Int]>([:])
    }

    init(_ service: ServiceContext) {
        self.service = service
        pending = service.metrics.gauge("ticket_outbox_pending", help: "Rows waiting to be published.")
        oldest = service.metrics.gauge(
            "ticket_outbox_oldest_timestamp_seconds",
            help: "When the oldest waiting row was written; 0 when none waits."
        )
        refused = service.metrics.gauge(
            "ticket_outbox_refused",
            help: "Rows that Kafka refused for good, and that wait for a person."
        )
        transaction = service.metrics.gauge(
            "db_oldest_transaction_timestamp_seconds",
            help: "When the oldest open transaction of the database began; 0 when none is open."
        )
        clock = service.metrics.gauge(
            "db_clock_offset_seconds",
            help: "How far the database's clock is ahead of this machine's."
        )
        service.metrics.gauges("ticket_consumer_parked", help: "Tickets that wait for a person.") { [parked] in
            parked.counts.withLock { $0.map { .init(["consumer": $0.key], value: Double($0.value)) } }
        }
    }

    var component: Repeating {
        Repeating("outbox-gauges", every: .seconds(5), in: service) {
            try await lookAtWork()
            try await lookAtDatabase()
            return 0
        }
    }

    private func lookAtWork() async throws {
        let (row, counts) = try await service.pool.read { session in
            let row = try session.query(
                """
                SELECT count(*) FILTER (WHERE refused IS NULL) AS pending, count(refused) AS refused,
                    min(created_at) FILTER (WHERE refused IS NULL) AS oldest
                FROM outbox
                """
            )[0]
            let rows = try session.query("SELECT consumer, count(*) AS count FROM parked GROUP BY consumer")
            return (row, try rows.map { (try $0["consumer", as: String.self], try $0["count", as: Int.self]) })
        }
        pending.set(Double(try row["pending", as: Int.self]))
        refused.set(Double(try row["refused", as: Int.self]))
        oldest.set(Self.seconds(try row["oldest"]))
        parked.counts.withLock { known in
            for consumer in known.keys { known[consumer] = 0 }
            for (consumer, count) in counts { known[consumer] = count }
        }
    }

    private func lookAtDatabase() async throws {
        let (row, local) = try await service.pool.read { session in
            let asked = WallClock.microseconds()
            let row = try session.query(
                """
                SELECT clock_timestamp() AS now, (
                    SELECT min(xact_start) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                        AND (backend_xid IS NOT NULL OR backend_xmin IS NOT NULL)
                ) AS oldest
                """
            )[0]
            // The database looked at its clock somewhere between the question and its answer.
            return (row, Double(asked + WallClock.microseconds()) / 2e6)
        }
        clock.set(Self.seconds(try row["now"]) - local)
        transaction.set(Self.seconds(try row["oldest"]))
    }

    private static func seconds(_ moment: Timestamp?) -> Double {
        moment.map { Double($0.microseconds) / 1e6 } ?? 0
    }
}
