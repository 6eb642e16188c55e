package import Telemetry

/// Trace contexts as text, the way they travel through requests, journal rows, headers and webhooks.
package enum Tracing {
    /// The context of one step under `parent`; a new trace when there is no parent, or none that can be read.
    package static func child(of parent: String?) -> String {
        step(under: parent).header
    }

    package static func step(under parent: String?) -> TraceContext {
        var generator = SystemRandomNumberGenerator()
        return parent.flatMap(TraceContext.init(header:))?.child(using: &generator)
            ?? TraceContext.root(using: &generator)
    }
}
