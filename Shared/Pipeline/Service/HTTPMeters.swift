package import HTTP
import Telemetry

/// Requests on /metrics, by route and never by path: a path holds ids.
package struct HTTPMeters: Sendable {
    private let service: ServiceContext

    package init(_ service: ServiceContext) {
        self.service = service
    }

    package func observe(_ seen: HTTPObservation) {
        service.metrics.counter(
            "http_server_requests_total",
            ["service": service.name, "route": seen.route, "method": seen.method, "code": "\(seen.status)"],
            help: "Requests answered."
        ).increment()
        service.metrics.histogram(
            "http_server_request_duration_seconds",
            ["service": service.name, "route": seen.route],
            help: "From a request's head to the end of its answer."
        ).observe(seen.seconds)
    }
}
