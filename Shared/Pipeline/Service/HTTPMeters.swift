package import HTTP
import Synchronization
import Telemetry

/// Requests on /metrics, by route and never by path: a path holds ids.
package final class HTTPMeters: Sendable {
    /// What one series is about.
    private struct Series: Hashable {
        let route: String
        let method: String
        let status: Int
    }

    private struct Instruments {
        var requests: [Series: Counter] = [:]
        var durations: [String: Histogram] = [:]
    }

    private let service: ServiceContext
    /// Kept at hand: to ask for an instrument costs more than to use it, and this is done for every request.
    private let instruments = Mutex(Instruments())

    package init(_ service: ServiceContext) {
        self.service = service
    }

    package func observe(_ seen: HTTPObservation) {
        let series = Series(route: seen.route, method: seen.method, status: seen.status)
        let (requests, duration) = instruments.withLock { instruments in
            let requests = instruments.requests[series] ?? self.requests(series)
            let duration = instruments.durations[seen.route] ?? self.duration(of: seen.route)
            instruments.requests[series] = requests
            instruments.durations[seen.route] = duration
            return (requests, duration)
        }
        requests.increment()
        duration.observe(seen.seconds)
    }

    private func requests(_ series: Series) -> Counter {
        service.metrics.counter(
            "http_server_requests_total",
            ["service": service.name, "route": series.route, "method": series.method, "code": "\(series.status)"],
            help: "Requests answered."
        )
    }

    private func duration(of route: String) -> Histogram {
        service.metrics.histogram(
            "http_server_request_duration_seconds",
            ["service": service.name, "route": route],
            help: "From a request's head to the end of its answer."
        )
    }
}
