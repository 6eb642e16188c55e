/// A pool at one moment, for gauges.
package struct PoolStatistics: Sendable, Equatable {
    /// Connections that stand.
    package let size: Int
    package let inUse: Int
    /// Callers that wait for a connection.
    package let waiting: Int
    /// Connections opened in the place of lost ones, since the start.
    package let reconnects: Int
}
