internal import Synchronization

/// What all connections of a server share: the routes, the limits, the hooks and the list of connections.
final class ServerCore: Sendable {
    private struct Connections {
        var next: UInt64 = 1
        var open: [UInt64: ServerConnection] = [:]
        var hasClosings = false
    }

    let reception: Reception
    let loop: ServerLoop
    let hooks: HTTPServer.Hooks
    private let headers: HTTPHeaders
    private let connections = Mutex(Connections())
    private let stopping = Atomic(false)

    init(reception: Reception, headers: HTTPHeaders, hooks: HTTPServer.Hooks, loop: ServerLoop) {
        self.reception = reception
        self.headers = headers
        self.hooks = hooks
        self.loop = loop
    }

    var limits: HTTPLimits { reception.limits }

    var isStopping: Bool { stopping.load(ordering: .acquiring) }

    var isEmpty: Bool { connections.withLock { $0.open.isEmpty } }

    func open(_ handle: MHDConnection) -> ServerConnection {
        let id = connections.withLock { connections in
            defer { connections.next += 1 }
            return connections.next
        }
        let connection = ServerConnection(id: id, handle: handle, core: self)
        connections.withLock { $0.open[id] = connection }
        return connection
    }

    func close(_ connection: ServerConnection) {
        connection.closed()
        connections.withLock { connections in
            connections.open[connection.id] = nil
            connections.hasClosings = true
        }
    }

    func respond(to request: Request, by route: Route) async -> Response {
        do {
            return try checked(await route.handler(request))
        } catch {
            let problem = error as? Problem ?? hooks.onError(error, request) ?? Problem(status: 500)
            return (try? checked(.problem(problem))) ?? .problem(Problem(status: 500))
        }
    }

    private func checked(_ response: Response) throws(UnsendableResponse) -> Response {
        var fault: UnsendableResponse?
        if !(200...599).contains(response.status) { fault = .status(response.status) }
        if let name = response.headers.firstUnsendable { fault = .header(name) }
        guard let fault else { return response }
        if case .events(let stream) = response.body { stream.abort() }
        throw fault
    }

    /// The answer with the headers that every answer of this server has.
    func dressed(_ response: Response) -> Response {
        guard !headers.fields.isEmpty else { return response }
        var response = response
        response.headers.fill(from: headers)
        return response
    }

    func observe(_ observation: HTTPObservation) {
        hooks.observe(observation)
    }

    // MARK: From the loop

    /// Whether connections were closed since the last time this was asked.
    func takeClosings() -> Bool {
        connections.withLock { connections in
            defer { connections.hasClosings = false }
            return connections.hasClosings
        }
    }

    /// Ends what takes too long; returns the earliest deadline that still stands.
    func expire(at now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        all.compactMap { $0.expire(at: now) }.min()
    }

    func hungUp(_ id: UInt64) {
        connections.withLock { $0.open[id] }?.hungUp()
    }

    func wind() {
        stopping.store(true, ordering: .releasing)
        for connection in all { connection.wind() }
    }

    func abandon() {
        for connection in all { connection.abandon() }
    }

    private var all: [ServerConnection] { connections.withLock { Array($0.open.values) } }
}

/// A handler's answer that cannot go on the wire; the client gets a 500 and `onError` this.
package enum UnsendableResponse: Error, Sendable, Equatable, CustomStringConvertible {
    case status(Int)
    case header(String)

    package var description: String {
        switch self {
        case .status(let status): "a handler answered with status \(status): use 200 to 599"
        case .header(let name): "a handler's header “\(name)” has a line break or control character: remove it"
        }
    }
}
