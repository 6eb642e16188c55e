import Pipeline
import Postgres
import Synchronization
import Telemetry

/// What the relay shows of itself and of the outbox on /metrics.
struct RelayMeters: Sendable {
    private let publishedRows: Counter
    private let refusedRows: Counter
    private let duration: Histogram
    private let lanes: Gauge

    init(_ service: ServiceContext) {
        let metrics = service.metrics
        publishedRows = metrics.counter("ticket_outbox_published_total", help: "Rows published and deleted.")
        refusedRows = metrics.counter("ticket_outbox_refused_total", help: "Rows that Kafka refused for good.")
        duration = metrics.histogram(
            "ticket_outbox_publish_duration_seconds",
            help: "From reading rows to deleting them, by batch."
        )
        lanes = metrics.gauge("ticket_outbox_lanes", help: "Lanes held by this instance, of 16.")
    }

    func held(_ count: Int) {
        lanes.set(Double(count))
    }

    func published(_ publication: Publication, in time: Duration) {
        publishedRows.increment(by: Double(publication.done.count))
        refusedRows.increment(by: Double(publication.refused.count))
        duration.observe(time)
    }
}

/// Looks at the outbox from time to time, for the gauges that alerts watch.
struct OutboxGauges {
    private let pending: Gauge
    private let oldest: Gauge
    private let service: ServiceContext

    init(_ service: ServiceContext) {
        self.service = service
        pending = service.metrics.gauge("ticket_outbox_pending", help: "Rows waiting to be published.")
        oldest = service.metrics.gauge(
            "ticket_outbox_oldest_timestamp_seconds",
            help: "When the oldest waiting row was written; 0 when none waits."
        )
    }

    var component: Repeating {
        Repeating("outbox-gauges", every: .seconds(5), in: service) { [pending, oldest, service] in
            let row = try await service.pool.read { session in
                try session.query("SELECT count(*) AS pending, min(created_at) AS oldest FROM outbox")[0]
            }
            pending.set(Double(try row["pending", as: Int.self]))
            oldest.set(try row["oldest", as: Timestamp?.self].map { Double($0.microseconds) / 1e6 } ?? 0)
            return 0
        }
    }
}
