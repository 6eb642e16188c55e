import HTTP
import Pipeline
import Telemetry

/// One request in hand, with the trace it runs under.
struct Call: Sendable {
    let request: Request
    let trace: TraceContext

    init(_ request: Request) {
        self.request = request
        trace = Tracing.step(under: request.headers["traceparent"])
    }
}
