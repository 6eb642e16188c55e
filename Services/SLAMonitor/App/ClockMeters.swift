import Telemetry
import Tickets

/// What the SLA monitor shows of its clocks on /metrics.
struct ClockMeters: Sendable {
    private let due: Gauge
    private let lateness: Histogram
    private let breaches: [ClockKind: Counter]

    init(_ metrics: Metrics) {
        due = metrics.gauge("sla_timers_due", help: "Clocks found due by the last pass.")
        lateness = metrics.histogram(
            "sla_timer_lateness_seconds",
            help: "From the moment a clock was due to its ringing.",
            buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600]
        )
        breaches = Dictionary(
            uniqueKeysWithValues: ClockKind.allCases.map {
                (
                    $0,
                    metrics.counter("sla_breaches_total", ["kind": $0.rawValue], help: "Promises broken, by clock.")
                )
            }
        )
    }

    /// Counts breaches as they are said; a transaction that is repeated counts again.
    func count(_ facts: [TicketFact]) {
        for case .breached(let mark) in facts {
            breaches[mark.clock]?.increment()
        }
    }

    func note(_ pass: TimerPass.Result) {
        due.set(Double(pass.due))
        for wait in pass.lateness {
            lateness.observe(wait)
        }
    }
}
