import FoundationEssentials
package import Kafka
package import Postgres
import Tickets

extension Settings {
    /// The settings of this process: its environment, and the file that one of its variables names.
    package static func fromProcess() throws(SettingsError) -> Settings {
        let environment = ProcessInfo.processInfo.environment
        guard let path = environment["SHOUWEN_SETTINGS_FILE"] else { return try Settings(environment: environment) }
        return try Settings(environment: environment, file: text(of: path, for: "SHOUWEN_SETTINGS_FILE"))
    }

    /// The text of a file that a setting names.
    package static func text(of path: String, for setting: String) throws(SettingsError) -> String {
        guard let data = try? Data(contentsOf: URL(filePath: path)), let text = String(validating: data, as: UTF8.self)
        else { throw SettingsError("\(setting) names \(path), which cannot be read as text") }
        return text
    }

    /// Where PostgreSQL is, and how this service presents itself there.
    package func database(applicationName: String) throws(SettingsError) -> PostgresConfiguration {
        do {
            var configuration = try PostgresConfiguration(url: self(.databaseURL))
            configuration.applicationName = applicationName
            configuration.poolSize = try self(.databaseConnections)
            if let path = try optional(.databasePasswordFile) {
                try Self.checkPassword(in: path)
                configuration.passwordFile = path
            }
            return configuration
        } catch let error as PostgresConfigurationError {
            throw SettingsError("DATABASE_URL is wrong: \(error)")
        } catch {
            throw error as? SettingsError ?? SettingsError("\(error)")
        }
    }

    /// The same for a service, whose statements all look rows up by their keys.
    ///
    /// A plan is kept as long as its session. One that was made while a table was small reads all of it, and goes on doing so
    /// while the table grows, until the server's statistics catch up: a fresh installation under load would crawl. Where
    /// there is no other way than to read all, the server takes that for so dear that it would compile machine code for it.
    package func keyedDatabase(applicationName: String) throws(SettingsError) -> PostgresConfiguration {
        var configuration = try database(applicationName: applicationName)
        for method in ["enable_seqscan", "enable_hashjoin", "enable_mergejoin", "jit"] {
            configuration.sessionSettings[method] = "off"
        }
        return configuration
    }

    /// A service that cannot know its password would otherwise wait for the database for ever.
    private static func checkPassword(in path: String) throws(SettingsError) {
        let line = try text(of: path, for: "SHOUWEN_DATABASE_PASSWORD_FILE").prefix { !$0.isNewline }
        guard !line.isEmpty else {
            throw SettingsError("SHOUWEN_DATABASE_PASSWORD_FILE names \(path), whose first line holds no password")
        }
    }

    /// Where Kafka is, and how this service presents itself there.
    package func kafka(clientID: String) throws(SettingsError) -> KafkaConfiguration {
        let options = try optional(.kafkaOptionsFile).map { path throws(SettingsError) in
            try Self.options(in: Self.text(of: path, for: "SHOUWEN_KAFKA_OPTIONS_FILE"))
        }
        let session = try self(.kafkaSession).microseconds / 1000
        guard session >= 1000 else { throw SettingsError("SHOUWEN_KAFKA_SESSION must be at least 1s") }
        let own = ["session.timeout.ms": "\(session)", "heartbeat.interval.ms": "\(max(session / 6, 200))"]
        return KafkaConfiguration(
            bootstrapServers: try self(.kafkaServers),
            clientID: clientID,
            overrides: own.merging(options ?? [:]) { $1 }
        )
    }

    private static func options(in text: String) throws(SettingsError) -> [String: String] {
        var options: [String: String] = [:]
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.trimmingBlanks
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            guard let equals = line.firstIndex(of: "=") else {
                throw SettingsError("line \(index + 1) of SHOUWEN_KAFKA_OPTIONS_FILE is not name=value")
            }
            let name = line[..<equals].trimmingBlanks
            guard !promised.contains(name) else {
                throw SettingsError(
                    "line \(index + 1) of SHOUWEN_KAFKA_OPTIONS_FILE sets \(name), which is not for setting"
                )
            }
            options[name] = line[line.index(after: equals)...].trimmingBlanks
        }
        return options
    }

    /// What keeps order and loses nothing, or has a setting of its own: another value would break it silently.
    private static let promised: Set = [
        "acks", "auto.offset.reset", "bootstrap.servers", "delivery.timeout.ms", "enable.auto.commit",
        "enable.auto.offset.store", "enable.idempotence", "group.id", "message.timeout.ms", "metadata.broker.list",
        "partitioner", "request.required.acks",
    ]
}
