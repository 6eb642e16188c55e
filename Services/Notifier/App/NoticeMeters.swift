import Synchronization
import Telemetry
import Tickets

/// What the notifier shows of its notices on /metrics.
final class NoticeMeters: Sendable {
    private let metrics: Metrics
    private let breakers: Gauge
    private let notified: Histogram
    private let oldest = Mutex<Instant?>(nil)

    init(_ metrics: Metrics) {
        self.metrics = metrics
        breakers = metrics.gauge(
            "notification_breaker_open",
            ["channel": NoticeChannel.webhook.rawValue],
            help: "Receivers that are spared because they fail."
        )
        notified = metrics.histogram(
            "ticket_end_to_end_seconds",
            ["stage": "notified"],
            help: "From receipt to the first department's being told."
        )
        metrics.gauge(
            "notification_oldest_pending_timestamp_seconds",
            help: "When the oldest notice that has not arrived was written."
        ) { [weak self] in
            self?.oldest.withLock { $0 }.map { Double($0.microseconds) / 1e6 }
        }
        // All from the start: what a counter shows first is no increase yet.
        for result in Settlement.Result.allCases { attempted(.webhook, result.rawValue, times: 0) }
    }

    func attempted(_ channel: NoticeChannel, _ result: String, times: Int = 1) {
        metrics.counter(
            "notification_attempts_total",
            ["channel": channel.rawValue, "result": result],
            help: "Attempts to deliver a notice, by what came of them."
        ).increment(by: Double(times))
    }

    func endToEnd(_ duration: Duration) {
        notified.observe(duration)
    }

    func survey(oldestPending: Instant?, openBreakers: Int) {
        oldest.withLock { $0 = oldestPending }
        breakers.set(Double(openBreakers))
    }
}
