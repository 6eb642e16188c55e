import Pipeline
import Postgres
import Synchronization
import Telemetry

/// Looks at the outbox and at parked tickets from time to time, for the gauges that alerts watch.
struct OutboxGauges {
    private let pending: Gauge
    private let oldest: Gauge
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
        service.metrics.gauges("ticket_consumer_parked", help: "Tickets that wait for a person.") { [parked] in
            parked.counts.withLock { $0.map { .init(["consumer": $0.key], value: Double($0.value)) } }
        }
    }

    var component: Repeating {
        Repeating("outbox-gauges", every: .seconds(5), in: service) {
            try await look()
            return 0
        }
    }

    private func look() async throws {
        let (row, counts) = try await service.pool.read { session in
            let row = try session.query("SELECT count(*) AS pending, min(created_at) AS oldest FROM outbox")[0]
            let rows = try session.query("SELECT consumer, count(*) AS count FROM parked GROUP BY consumer")
            return (row, try rows.map { (try $0["consumer", as: String.self], try $0["count", as: Int.self]) })
        }
        pending.set(Double(try row["pending", as: Int.self]))
        oldest.set(try row["oldest", as: Timestamp?.self].map { Double($0.microseconds) / 1e6 } ?? 0)
        parked.counts.withLock { known in
            for consumer in known.keys { known[consumer] = 0 }
            for (consumer, count) in counts { known[consumer] = count }
        }
    }
}
