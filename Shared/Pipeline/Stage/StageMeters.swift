import Kafka
import Telemetry
import Tickets

/// What a stage shows of itself on /metrics.
struct StageMeters: Sendable {
    private let events: Counter
    private let duplicates: Counter
    private let gaps: Counter
    private let parked: Counter
    private let unreadable: Counter
    private let lastProcessed: Gauge
    private let age: Histogram

    init(consumer name: String, _ consumer: KafkaConsumer, in service: ServiceContext) {
        let metrics = service.metrics
        events = metrics.counter("ticket_events_handled_total", ["consumer": name], help: "Events handled.")
        duplicates = metrics.counter(
            "ticket_consumer_duplicates_total",
            ["consumer": name],
            help: "Events that came again and were skipped."
        )
        gaps = metrics.counter(
            "ticket_consumer_gaps_total",
            ["consumer": name],
            help: "Events fetched from the journal instead of Kafka."
        )
        parked = metrics.counter(
            "ticket_consumer_parked_total",
            ["consumer": name],
            help: "Tickets set aside for a person."
        )
        unreadable = metrics.counter(
            "ticket_consumer_unreadable_total",
            ["consumer": name],
            help: "Records that are no ticket events."
        )
        lastProcessed = metrics.lastProcessed(by: name)
        age = metrics.histogram(
            "ticket_event_age_seconds",
            ["consumer": name],
            help: "From an event's recording to its handling here."
        )
        metrics.registerKafka(name) { consumer.statistics }
        metrics.gauges("ticket_consumer_lag", help: "Records waiting, by partition.") {
            consumer.lag().map {
                .init(["group": name, "topic": $0.topic, "partition": "\($0.partition)"], value: Double($0.lag))
            }
        }
    }

    func count<Input>(_ result: BatchResult, of arrivals: Arrivals<Input>, at now: Int64) {
        events.increment(by: Double(result.applied))
        duplicates.increment(by: Double(result.duplicates))
        gaps.increment(by: Double(result.gaps))
        parked.increment(by: Double(result.parked))
        unreadable.increment(by: Double(result.unreadable))
        lastProcessed.set(Double(now) / 1e6)
        for arrival in arrivals.arrivals {
            if let at = arrival.event?.at { age.observe(Double(now - at.microseconds) / 1e6) }
        }
    }
}
