/// What happened to one request, for metrics and access logs; the route's pattern keeps label sets small.
package struct HTTPObservation: Sendable, Equatable {
    /// The pattern of the route, or `unmatched`.
    package let route: String
    package let method: String
    package let status: Int
    /// From the request's first line to the queued answer.
    package let seconds: Double
}
