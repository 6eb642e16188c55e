/// Decides on a request's head alone what becomes of the request: whether it is taken in, and who answers it.
struct Reception: Sendable {
    /// The two ways a head can go.
    enum Decision: Sendable {
        /// Answer at once and take nothing more from this connection.
        case refuse(Problem)
        case collect(Exchange)
    }

    let router: Router
    let limits: HTTPLimits

    func judge(_ head: Exchange.Head, since started: ContinuousClock.Instant) -> Decision {
        do {
            try checkSize(head)
            try checkFraming(head)
            let exchange = exchange(for: head, since: started)
            try checkLength(head, limit: exchange.bodyLimit)
            return .collect(exchange)
        } catch {
            return .refuse(error)
        }
    }

    private func checkSize(_ head: Exchange.Head) throws(Problem) {
        guard head.target.count <= limits.target else {
            throw Problem(status: 414, detail: "The request target may have \(limits.target) bytes.")
        }
        guard head.size <= limits.header else {
            throw Problem(status: 431, detail: "The request's head may have \(limits.header) bytes.")
        }
    }

    /// Two readers who disagree where a request ends are a way to smuggle one past the first.
    private func checkFraming(_ head: Exchange.Head) throws(Problem) {
        guard head.headers.firstUnsendable == nil else {
            throw Problem(status: 400, detail: "A header field is malformed.")
        }
        let hosts = head.headers.values(of: "Host").count
        guard hosts == 1 || (hosts == 0 && head.version == "HTTP/1.0") else {
            throw Problem(status: 400, detail: "A request has exactly one Host header.")
        }
        let lengths = head.headers.values(of: "Content-Length").count
        let encodings = head.headers.values(of: "Transfer-Encoding")
        guard lengths + encodings.count <= 1 else {
            throw Problem(status: 400, detail: "A request has one Content-Length or one Transfer-Encoding.")
        }
        if let encoding = encodings.first, !HTTPHeaders.same(encoding, "chunked") || head.version == "HTTP/1.0" {
            throw Problem(status: 501, detail: "The only Transfer-Encoding understood is chunked.")
        }
    }

    private func exchange(for head: Exchange.Head, since started: ContinuousClock.Instant) -> Exchange {
        let (pattern, bodyLimit, fate) = fate(of: head)
        return Exchange(
            method: HTTPMethod(rawValue: head.method) == nil ? "OTHER" : head.method,
            pattern: pattern ?? "unmatched",
            bodyLimit: bodyLimit ?? limits.body,
            started: started,
            fate: fate
        )
    }

    private func fate(of head: Exchange.Head) -> (pattern: String?, bodyLimit: Int?, Exchange.Fate) {
        let method = HTTPMethod(rawValue: head.method)
        if method == .options, head.target == [UInt8(ascii: "*")] { return (nil, nil, .answer(.empty())) }
        do throws(Problem) {
            let target = try RequestTarget(head.target)
            switch router.match(method, target.segments) {
            case .route(let route, let parameters):
                let request = Request(
                    method: method ?? route.method,
                    path: target.path,
                    query: target.query,
                    headers: head.headers,
                    parameters: parameters,
                    peer: head.peer
                )
                return (route.pattern, route.bodyLimit, .handle(route, request))
            case .otherMethods(let allowed):
                return (nil, nil, .answer(Self.answer(method, allowed: allowed)))
            case .nothing:
                throw Problem(status: 404, detail: "There is nothing at this address.", instance: target.path)
            }
        } catch {
            return (nil, nil, .answer(.problem(error)))
        }
    }

    private static func answer(_ method: HTTPMethod?, allowed: [HTTPMethod]) -> Response {
        let allow: HTTPHeaders = ["Allow": allowed.map(\.rawValue).joined(separator: ", ")]
        if method == .options { return .empty(headers: allow) }
        return .problem(Problem(status: 405, detail: "This address does not have that method.", headers: allow))
    }

    private func checkLength(_ head: Exchange.Head, limit: Int) throws(Problem) {
        guard let length = head.headers["Content-Length"] else { return }
        guard let length = Int(length), length <= limit else { throw Self.tooLarge(limit) }
    }

    static func tooLarge(_ limit: Int) -> Problem {
        Problem(status: 413, detail: "The request's body may have \(limit) bytes.")
    }
}
