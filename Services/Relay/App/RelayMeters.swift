import Pipeline
import Telemetry
import Tickets

/// What the relay shows of itself and of the outbox on /metrics.
struct RelayMeters: Sendable {
    private let publishedRows: Counter
    private let refusedRows: Counter
    private let duration: Histogram
    private let lanes: Gauge
    private let events: [EventType: Counter]

    init(_ service: ServiceContext) {
        let metrics = service.metrics
        publishedRows = metrics.counter("ticket_outbox_published_total", help: "Rows published and deleted.")
        refusedRows = metrics.counter("ticket_outbox_refused_total", help: "Rows that Kafka refused for good.")
        duration = metrics.histogram(
            "ticket_outbox_publish_duration_seconds",
            help: "From reading rows to deleting them, by batch."
        )
        // All from the start: what a counter shows first is no increase yet.
        events = Dictionary(
            uniqueKeysWithValues: EventType.allCases.map {
                ($0, metrics.counter("ticket_events_total", ["type": $0.name], help: "Events published, by type."))
            }
        )
        lanes = metrics.gauge("ticket_outbox_lanes", help: "Lanes held by this instance, of 16.")
    }

    func held(_ count: Int) {
        lanes.set(Double(count))
    }

    func published(_ publication: Publication, in time: Duration) {
        publishedRows.increment(by: Double(publication.done.count))
        for (type, count) in publication.events {
            events[type]?.increment(by: Double(count))
        }
        refusedRows.increment(by: Double(publication.refused.count))
        duration.observe(time)
    }
}
