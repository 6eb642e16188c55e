/// One request on its way through a connection, from its head to its queued answer.
struct Exchange: Sendable {
    /// The head of a request as it was read from the connection.
    struct Head: Sendable {
        var method: String
        var target: [UInt8]
        var version = "HTTP/1.1"
        var headers: HTTPHeaders
        var size = 0
        var peer = ""
    }

    /// What is to become of the request once its body is there.
    enum Fate: Sendable {
        case handle(Route, Request)
        case answer(Response)
    }

    let method: String
    /// The route's pattern, for observations.
    let pattern: String
    let bodyLimit: Int
    let started: ContinuousClock.Instant
    private(set) var fate: Fate
    private var received = 0

    init(method: String, pattern: String, bodyLimit: Int, started: ContinuousClock.Instant, fate: Fate) {
        self.method = method
        self.pattern = pattern
        self.bodyLimit = bodyLimit
        self.started = started
        self.fate = fate
    }

    /// Takes the next bytes of the body; `false` when they are more than the limit.
    mutating func take(_ bytes: [UInt8]) -> Bool {
        received += bytes.count
        guard received <= bodyLimit else { return false }
        guard case .handle(let route, var request) = fate else { return true }
        fate = .answer(Response(status: 500))  // lets go of the request, so that its body grows in place
        request.body += bytes
        fate = .handle(route, request)
        return true
    }

    func observation(status: Int) -> HTTPObservation {
        let elapsed = (ContinuousClock.now - started).components
        let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
        return HTTPObservation(route: pattern, method: method, status: status, seconds: seconds)
    }
}
