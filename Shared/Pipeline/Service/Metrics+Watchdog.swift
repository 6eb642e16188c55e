import Telemetry

extension Metrics {
    /// Shows the work in hand, so that people see it stand still before the process ends itself.
    func registerWatchdog(_ watchdog: Watchdog) {
        let limit = watchdog.limit / .seconds(1)
        gauge("watchdog_limit_seconds", help: "How long work may stand still before the process ends itself.") { limit }
        gauges("watchdog_progress_timestamp_seconds", help: "When each work in hand last moved.") {
            let (now, wall) = (ContinuousClock.now, Double(WallClock.microseconds()) / 1e6)
            return watchdog.inHand.map { name, moved in
                Sample(["work": name], value: wall - (now - moved) / .seconds(1))
            }
        }
    }
}
