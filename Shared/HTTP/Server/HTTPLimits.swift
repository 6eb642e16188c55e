/// How much a server takes from one client before it says no.
package struct HTTPLimits: Sendable {
    /// Most bytes of a request's body, where the route has no limit of its own (413).
    package var body = 256 * 1024
    /// Most bytes of a request's head (431).
    package var header = 16 * 1024
    /// Most bytes of a request's target (414).
    package var target = 8 * 1024
    /// Most time from a request's first line to the end of its body (408), and for a new connection to send that line.
    package var receiving = Duration.seconds(10)
    /// Most time a connection may lie idle between requests, and most time without progress while sending.
    package var idle = Duration.seconds(60)
    /// Most time for a client to take a whole answer, streams of events excepted.
    package var sending = Duration.seconds(120)
    /// Most connections at once; more wait in the listening queue.
    package var connections = 4096
    /// Most connections at once from one address; 0 means no limit, right behind a proxy.
    package var connectionsPerAddress = 0

    package init() {}
}
