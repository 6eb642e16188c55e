/// Finds the route of a request among all that a server has.
struct Router: Sendable {
    /// What a path and method lead to.
    enum Match: Sendable {
        case route(Route, parameters: [String: String])
        case otherMethods([HTTPMethod])
        case nothing
    }

    private struct Entry: Sendable {
        let pattern: PathPattern
        let route: Route
    }

    private let entries: [Entry]

    init(_ routes: [Route]) throws(HTTPServerError) {
        var entries: [Entry] = []
        for route in routes {
            guard let pattern = PathPattern(route.pattern) else { throw .badPattern(route.pattern) }
            let isTwin = entries.contains { $0.route.method == route.method && $0.pattern.sameShape(as: pattern) }
            guard !isTwin else { throw .duplicateRoute("\(route.method.rawValue) \(route.pattern)") }
            entries.append(Entry(pattern: pattern, route: route))
        }
        self.entries = entries.sorted { $0.pattern.precedes($1.pattern) }
    }

    /// HEAD is answered by a path's GET, whose body is then left away.
    func match(_ method: HTTPMethod?, _ path: [String]) -> Match {
        var methods: Set<HTTPMethod> = []
        var viaGet: Match?
        for entry in entries {
            guard let parameters = entry.pattern.match(path) else { continue }
            methods.insert(entry.route.method)
            if entry.route.method == method { return .route(entry.route, parameters: parameters) }
            if method == .head, entry.route.method == .get, viaGet == nil {
                viaGet = .route(entry.route, parameters: parameters)
            }
        }
        if let viaGet { return viaGet }
        guard !methods.isEmpty else { return .nothing }
        if methods.contains(.get) { methods.insert(.head) }
        methods.insert(.options)
        return .otherMethods(HTTPMethod.allCases.filter(methods.contains))
    }
}
