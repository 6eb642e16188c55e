/// Takes a `postgres://` URL apart and names the part that is wrong; no message repeats what the URL holds,
/// except the names of unknown settings.
struct ConnectionURL {
    private(set) var hosts: [PostgresConfiguration.Host] = []
    private(set) var database = ""
    private(set) var user: String?
    private(set) var password: String?
    private(set) var passwordFile: String?
    private(set) var applicationName: String?
    private(set) var settings: [String: String] = [:]

    /// Settings of libpq that may stand in the query; timeouts and keepalives are this module's own.
    private static let known: Set<String> = [
        "sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "ssl_min_protocol_version", "channel_binding",
        "target_session_attrs", "gssencmode", "krbsrvname", "passfile", "options",
    ]

    init(_ url: String) throws(PostgresConfigurationError) {
        let scheme = ["postgres://", "postgresql://"].first { url.hasPrefix($0) }
        guard let scheme else { throw .init("the database URL must begin with postgres:// or postgresql://") }
        let (address, query) = url.dropFirst(scheme.count).cut(at: "?")
        let (authority, path) = address.cut(at: "/")
        let at = authority.lastIndex(of: "@")
        try readUser(at.map { authority[..<$0] })
        try readHosts(at.map { authority[authority.index(after: $0)...] } ?? authority)
        database = try Self.decode(path ?? "", "database name")
        for setting in (query ?? "").split(separator: "&") { try read(setting) }
        guard !database.isEmpty else { throw .init("the database URL names no database: end it with /name") }
        guard !hosts.isEmpty else { throw .init("the database URL names no host: postgres://user@host:5432/name") }
    }

    private mutating func readUser(_ text: Substring?) throws(PostgresConfigurationError) {
        guard let text else { return }
        let (name, secret) = text.cut(at: ":")
        user = try Self.decode(name, "user name")
        password = try secret.map { secret throws(PostgresConfigurationError) in
            try Self.decode(secret, "password")
        }
    }

    private mutating func readHosts(_ text: Substring) throws(PostgresConfigurationError) {
        for part in text.split(separator: ",") {
            let bracket = part.hasPrefix("[") ? part.firstIndex(of: "]") : nil
            let name = bracket.map { part[part.index(after: part.startIndex)..<$0] } ?? part.cut(at: ":").0
            let tail = bracket.map { part[part.index(after: $0)...].cut(at: ":").1 } ?? part.cut(at: ":").1
            guard let port = tail.map({ Int($0) }) ?? 5432, (1...65535).contains(port) else {
                throw .init("the database URL's port must be a number from 1 to 65535")
            }
            hosts.append(.init(name: try Self.decode(name, "host"), port: port))
        }
    }

    private mutating func read(_ setting: Substring) throws(PostgresConfigurationError) {
        let (name, raw) = setting.cut(at: "=")
        guard let raw else { throw .init("the database URL's setting \"\(name)\" has no value") }
        let value = try Self.decode(raw, "setting \"\(name)\"")
        switch name {
        case "host": hosts = [.init(name: value, port: hosts.first?.port ?? 5432)]
        case "port":
            guard let port = Int(value), (1...65535).contains(port) else {
                throw .init("the database URL's port must be a number from 1 to 65535")
            }
            if hosts.isEmpty { hosts = [.init(name: "127.0.0.1", port: port)] }
            hosts = hosts.map { .init(name: $0.name, port: port) }
        case "user": user = value
        case "password": password = value
        case "passwordFile": passwordFile = value
        case "application_name": applicationName = value
        case let name where Self.known.contains(String(name)): settings[String(name)] = value
        default:
            let all = (Self.known + ["host", "port", "user", "passwordFile", "application_name"]).sorted()
            throw .init("the database URL's setting \"\(name)\" is unknown; known are \(all.joined(separator: ", "))")
        }
    }

    private static func decode(_ text: Substring, _ part: String) throws(PostgresConfigurationError) -> String {
        guard let value = text.percentDecoded else {
            throw .init("the database URL's \(part) is not valid percent-encoding (write % as %25, @ as %40)")
        }
        return value
    }
}

extension Substring {
    /// What stands before the first `character`, and what stands behind it if it is there.
    fileprivate func cut(at character: Character) -> (Substring, Substring?) {
        guard let place = firstIndex(of: character) else { return (self, nil) }
        return (self[..<place], self[index(after: place)...])
    }
}
