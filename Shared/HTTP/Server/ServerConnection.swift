import Glibc
internal import Synchronization

/// One client's connection: where its present request is, and until when the next step has to come.
///
/// libmicrohttpd moves it forward; tasks bring answers; the server's loop ends what takes too long.
final class ServerConnection: Sendable {
    /// Whether libmicrohttpd is to go on with the connection.
    enum Step {
        case proceed
        case drop
    }

    let id: UInt64
    let core: ServerCore
    let handle: MHDConnection
    let socket: ConnectionSocket
    private let peer: String
    let state = Mutex(State())

    init(id: UInt64, handle: MHDConnection, core: ServerCore) {
        self.id = id
        self.handle = handle
        self.core = core
        socket = ConnectionSocket(descriptor: handle.descriptor)
        peer = handle.peer
        state.withLock { allow(core.limits.receiving, &$0) }
    }

    /// Sets the time by which the next step has to come.
    func allow(_ time: Duration?, _ state: inout State) {
        state.deadline = time.map { .now + $0 }
        if let deadline = state.deadline { core.loop.note(deadline) }
    }
}

// MARK: From libmicrohttpd

extension ServerConnection {
    /// The first line of a request is there.
    func begin(target: [UInt8]) {
        state.withLock { state in
            state.phase = .head(target: target)
            state.started = .now
            allow(core.limits.receiving, &state)
        }
    }

    /// The library's access callback: called with the head, then with each part of the body, then with its end.
    func access(method: String, version: String, part: [UInt8]) -> Step {
        switch state.withLock({ advance(&$0, method: method, version: version, part: part) }) {
        case .step(let step): step
        case .queue(let exchange, let response): queue(response, of: exchange)
        }
    }

    private enum Advance {
        case step(Step)
        case queue(Exchange, Response)
    }

    private func advance(_ state: inout State, method: String, version: String, part: [UInt8]) -> Advance {
        switch state.phase {
        case .head(let target):
            receive(headTo: target, method: method, version: version, &state)
            return .step(.proceed)
        case .collecting(var exchange) where !part.isEmpty:
            state.phase = .refused  // lets go of the exchange, so that its body grows in place
            if exchange.take(part) {
                state.phase = .collecting(exchange)
            } else {
                refuse(Reception.tooLarge(exchange.bodyLimit), exchange.method, exchange.pattern, &state)
            }
            return .step(.proceed)
        case .collecting(let exchange):
            return finish(exchange, &state)
        case .answered(let exchange, let response):
            return .queue(exchange, response)
        case .refused where !part.isEmpty, .running:
            return .step(.proceed)
        case .idle, .refused, .sending, .abandoned, .closed:
            return .step(.drop)
        }
    }

    private func receive(headTo target: [UInt8], method: String, version: String, _ state: inout State) {
        let head = Exchange.Head(
            method: method,
            target: target,
            version: version,
            headers: handle.headers,
            size: handle.headerSize,
            peer: peer
        )
        switch core.reception.judge(head, since: state.started) {
        case .refuse(let problem): refuse(problem, method, "unmatched", &state)
        case .collect(let exchange): state.phase = .collecting(exchange)
        }
    }

    /// Answers on the socket and leaves reading on for a moment: closing on unread bytes would reset the connection,
    /// and the client might never see why.
    func refuse(_ problem: Problem, _ method: String, _ pattern: String, _ state: inout State) {
        let refusal = Refusal(response: core.dressed(.problem(problem)), isHead: method == "HEAD", seconds: time(nil))
        socket.write(refusal.message)
        socket.endWriting()
        state.phase = .refused
        allow(.seconds(2), &state)
        let exchange = Exchange(
            method: method,
            pattern: pattern,
            bodyLimit: 0,
            started: state.started,
            fate: .answer(.problem(problem))
        )
        core.observe(exchange.observation(status: problem.status))
    }

    private func finish(_ exchange: Exchange, _ state: inout State) -> Advance {
        switch exchange.fate {
        case .answer(let response):
            return .queue(exchange, response)
        case .handle(let route, let request):
            state.phase = .running(exchange)
            allow(nil, &state)
            handle.suspend()
            Task { answer(await core.respond(to: request, by: route)) }
            return .step(.proceed)
        }
    }

    private func queue(_ whole: Response, of exchange: Exchange) -> Step {
        let response = exchange.method == "HEAD" ? whole.withoutStream() : whole
        var stream: EventStream?
        if case .events(let events) = response.body { stream = events }
        state.withLock { state in
            state.phase = .sending(stream)
            allow(stream == nil ? core.limits.sending : nil, &state)
        }
        if let stream {
            stream.attach(EventStream.Link(connection: handle) { [weak self] in self?.cut() })
            core.loop.watch(socket.descriptor, of: id)
            if core.isStopping { stream.finish() }
        }
        let isQueued = handle.queue(core.dressed(response), closing: core.isStopping)
        core.observe(exchange.observation(status: response.status))
        return isQueued ? .proceed : .drop
    }

    /// The answer was sent, or the connection died on the way.
    func completed() {
        state.withLock { state in
            if case .sending(.some) = state.phase { core.loop.unwatch(socket.descriptor) }
            state.phase = .idle
            allow(core.limits.idle, &state)
            if core.isStopping { socket.endReading() }
        }
    }

    func closed() {
        state.withLock { state in
            state.phase = .closed
            state.deadline = nil
        }
    }
}
