/// Where the database is and how long anything about it may take.
package struct PostgresConfiguration: Sendable, Equatable {
    /// A server to try; several make a standby possible.
    package struct Host: Sendable, Equatable {
        /// A name, an address, or the folder of a unix socket.
        package var name: String
        package var port: Int
    }

    package var hosts: [Host]
    package var database: String
    package var user: String?
    package var password: Password?
    /// A file that holds the password and nothing else; read at every connection, so it may be replaced while running.
    package var passwordFile: String?
    /// libpq's own settings taken from the URL's query, such as `sslmode` and `target_session_attrs`.
    package var libpqSettings: [String: String] = [:]

    package var applicationName = "shouwen"
    package var poolSize = 8
    /// How long a caller waits for a free connection of the pool.
    package var maximumWait: Duration = .seconds(10)
    package var connectTimeout: Duration = .seconds(5)
    /// The longest a single statement may run; nil for no limit.
    package var statementTimeout: Duration? = .seconds(30)
    /// The server's settings for every session, by their names there.
    package var sessionSettings: [String: String] = [:]
    /// How long a process that stands still in the middle of a transaction may hold its locks against all others.
    package var idleInTransactionTimeout: Duration = .seconds(10)
    /// Idle seconds before the first probe, seconds between probes, and how many may go unanswered.
    package var keepalives = (idle: 30, interval: 10, count: 3)
    /// How long sent data may stay unacknowledged before the connection counts as lost.
    package var tcpUserTimeout: Duration = .seconds(15)

    /// Reads `postgres://user:password@host:5432/database?sslmode=require`.
    package init(url: String) throws(PostgresConfigurationError) {
        let parsed = try ConnectionURL(url)
        hosts = parsed.hosts
        database = parsed.database
        user = parsed.user
        password = parsed.password.map(Password.init)
        passwordFile = parsed.passwordFile
        libpqSettings = parsed.settings
        applicationName = parsed.applicationName ?? applicationName
    }

    package static func == (one: Self, other: Self) -> Bool {
        one.hosts == other.hosts && one.database == other.database && one.user == other.user
            && one.password == other.password && one.passwordFile == other.passwordFile
            && one.libpqSettings == other.libpqSettings && one.applicationName == other.applicationName
    }
}

extension PostgresConfiguration: CustomStringConvertible {
    /// The address without the password.
    package var description: String { url(showingPassword: false) }

    /// The address with the password: for the environment of a child process, never for a log.
    package var urlWithPassword: String { url(showingPassword: true) }

    private func url(showingPassword: Bool) -> String {
        var text = "postgres://"
        if let user {
            text += user.percentEncoded
            if showingPassword, let password { text += ":" + password.text.percentEncoded }
            text += "@"
        }
        text += hosts.map { $0.name.percentEncodedHost + ":\($0.port)" }.joined(separator: ",")
        text += "/" + database.percentEncoded
        var query = libpqSettings.sorted { $0.key < $1.key }
        if let passwordFile { query.append((key: "passwordFile", value: passwordFile)) }
        guard !query.isEmpty else { return text }
        return text + "?" + query.map { "\($0.key)=\($0.value.percentEncoded)" }.joined(separator: "&")
    }
}
