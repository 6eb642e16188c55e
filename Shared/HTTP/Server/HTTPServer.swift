internal import Synchronization

/// An HTTP/1.1 server: routes in, answers out, and nothing a client does can hold it up.
///
/// Every error is a problem document, but for requests that libmicrohttpd cannot read as HTTP: a head far beyond the
/// limit, a malformed request line or field, a length that is no number, a malformed chunk. Those it answers itself, with
/// the right status and a page of HTML, and ends the connection; it asks nobody before, and its pages cannot be replaced.
package final class HTTPServer: Sendable {
    /// What the owner of a server is told; all are called on the server's threads and must return at once.
    package struct Hooks: Sendable {
        /// Every answer.
        var observe: @Sendable (HTTPObservation) -> Void
        /// An error that a handler threw and that is no `Problem`: returns what the client is told, `nil` for a bare 500.
        var onError: @Sendable (any Error, Request) -> Problem?
        /// What libmicrohttpd has to say, mostly about broken connections.
        var log: @Sendable (String) -> Void
    }

    private enum State {
        case made
        case running(ServerLoop, port: Int)
        case stopped
    }

    private let address: String
    private let reception: Reception
    private let headers: HTTPHeaders
    private let hooks: Hooks
    private let state = Mutex(State.made)

    /// The address is `host:port`, `[v6]:port`, or `:port` for every one; port 0 takes a free port.
    ///
    /// Every answer carries the headers unless it has the field itself.
    package init(
        address: String,
        routes: [Route],
        limits: HTTPLimits = HTTPLimits(),
        headers: HTTPHeaders = [:],
        observe: @escaping @Sendable (HTTPObservation) -> Void = { _ in },
        onError: @escaping @Sendable (any Error, Request) -> Problem? = { _, _ in nil },
        log: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(HTTPServerError) {
        self.address = address
        self.headers = headers
        reception = Reception(router: try Router(routes), limits: limits)
        hooks = Hooks(observe: observe, onError: onError, log: log)
    }

    /// The port in use; 0 before the start.
    package var port: Int {
        state.withLock { if case .running(_, let port) = $0 { port } else { 0 } }
    }

    package func start() throws(HTTPServerError) {
        try state.withLock { state throws(HTTPServerError) in
            guard case .made = state else { throw .notStarted("it was started before; make another") }
            OpenFileLimit.raise(toHold: reception.limits.connections)
            let (listener, port) = try ListeningSocket.open(address)
            let loop = ServerLoop()
            let core = ServerCore(reception: reception, headers: headers, hooks: hooks, loop: loop)
            let daemon = try MHDDaemon(core: core, listener: listener)
            guard OwnThread.start({ loop.run(over: core, of: daemon) }) else {
                daemon.quiesce()
                daemon.stop()
                throw .notStarted("no more threads")
            }
            state = .running(loop, port: port)
        }
    }

    /// Takes no more connections, finishes event streams, lets running requests be answered within the grace, and
    /// returns when everything is closed.
    package func stop(grace: Duration = .seconds(10)) async {
        let loop: ServerLoop? = state.withLock { state in
            guard case .running(let loop, _) = state else {
                state = .stopped
                return nil
            }
            return loop
        }
        await loop?.stop(grace: grace)
        state.withLock { $0 = .stopped }
    }
}
