/// Why a server could not be made or started.
package enum HTTPServerError: Error, Sendable, Equatable, CustomStringConvertible {
    case badAddress(String)
    case addressInUse(String)
    case notPermitted(String)
    case badPattern(String)
    case duplicateRoute(String)
    case notStarted(String)

    package var description: String {
        switch self {
        case .badAddress(let address):
            "cannot listen on “\(address)”: write host:port, such as 127.0.0.1:8080, [::1]:8080 or :8080 for all"
        case .addressInUse(let address):
            "cannot listen on \(address): another process does; stop it or choose another port"
        case .notPermitted(let address):
            "cannot listen on \(address): not permitted; ports below 1024 need a privilege"
        case .badPattern(let pattern):
            "the route pattern “\(pattern)” is malformed: write /words/{name} or, as the last segment, {name...}"
        case .duplicateRoute(let route):
            "the route \(route) is there twice: remove one"
        case .notStarted(let reason):
            "the HTTP server could not start: \(reason)"
        }
    }
}
