import FoundationEssentials

extension PostgresConfiguration {
    /// The keywords libpq is started with; reads the password file, so it belongs on a blocking queue.
    func connectionParameters() throws(PostgresError) -> [(keyword: String, value: String)] {
        var parameters = [
            ("host", hosts.map(\.name).joined(separator: ",")),
            ("port", hosts.map { "\($0.port)" }.joined(separator: ",")),
            ("dbname", database),
            ("application_name", applicationName),
            ("client_encoding", "UTF8"),
            ("connect_timeout", "\(max(2, connectTimeout.components.seconds))"),
            ("keepalives", "1"),
            ("keepalives_idle", "\(keepalives.idle)"),
            ("keepalives_interval", "\(keepalives.interval)"),
            ("keepalives_count", "\(keepalives.count)"),
            ("tcp_user_timeout", "\(tcpUserTimeout.milliseconds)"),
        ]
        if let user { parameters.append(("user", user)) }
        if let password = try currentPassword() { parameters.append(("password", password)) }
        parameters += libpqSettings.filter { $0.key != "options" }.map { ($0.key, $0.value) }
        parameters.append(("options", serverOptions))
        return parameters.map { (keyword: $0.0, value: $0.1) }
    }

    private func currentPassword() throws(PostgresError) -> String? {
        guard let passwordFile else { return password?.text }
        let text: String
        do {
            text = try String(contentsOfFile: passwordFile, encoding: .utf8)
        } catch {
            throw PostgresError(.accessRefused, "the password file \(passwordFile) cannot be read")
        }
        let line = text.prefix { !$0.isNewline }
        guard !line.isEmpty else { throw PostgresError(.accessRefused, "the password file \(passwordFile) is empty") }
        return String(line)
    }

    private var serverOptions: String {
        var options = libpqSettings["options"].map { [$0] } ?? []
        options.append("-c TimeZone=UTC")
        options.append("-c idle_in_transaction_session_timeout=\(idleInTransactionTimeout.milliseconds)")
        if let statementTimeout { options.append("-c statement_timeout=\(statementTimeout.milliseconds)") }
        options += sessionSettings.sorted { $0.key < $1.key }.map { "-c \($0.key)=\($0.value)" }
        return options.joined(separator: " ")
    }
}

extension Duration {
    var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
