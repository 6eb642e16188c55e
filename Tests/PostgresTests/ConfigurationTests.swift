import FoundationEssentials
import TestKit
import Testing

@testable import Postgres

@Suite("The database's address")
struct ConfigurationTests {
    private func complaint(_ url: String) throws -> String {
        let error = try #require(throws: PostgresConfigurationError.self) { _ = try PostgresConfiguration(url: url) }
        return error.description
    }

    @Test func `every part of a URL is read`() throws {
        let configuration = try PostgresConfiguration(
            url: "postgresql://us%40er:p%3Aw@[::1]:6000,standby/my%20db?sslmode=require&application_name=desk"
        )
        #expect(configuration.hosts == [.init(name: "::1", port: 6000), .init(name: "standby", port: 5432)])
        #expect(configuration.user == "us@er")
        #expect(configuration.password == Password("p:w"))
        #expect(configuration.database == "my db")
        #expect(configuration.libpqSettings == ["sslmode": "require"])
        #expect(configuration.applicationName == "desk")
    }

    @Test func `a unix socket's folder is a host`() throws {
        let configuration = try PostgresConfiguration(url: "postgres:///db?host=/var/run/postgresql&port=5433")
        #expect(configuration.hosts == [.init(name: "/var/run/postgresql", port: 5433)])
        let encoded = try PostgresConfiguration(url: "postgres://%2Fvar%2Frun/db")
        #expect(encoded.hosts == [.init(name: "/var/run", port: 5432)])
    }

    @Test func `a URL written out reads the same again`() throws {
        for url in ["postgres://u:p%40:x@h:1/d", "postgres://[::1]:2/d?sslmode=prefer", "postgres:///d?host=/run/pg"] {
            let configuration = try PostgresConfiguration(url: url)
            #expect(try PostgresConfiguration(url: configuration.urlWithPassword) == configuration)
        }
    }

    @Test(arguments: [
        ("http://h/d", "postgres://"), ("postgres://u:hunter2@h", "no database"),
        ("postgres://u:hunter2@/d", "no host"), ("postgres://u:hunter2@h:x/d", "port"),
        ("postgres://u:hunter2@h:70000/d", "port"), ("postgres://u:hunter2%zz@h/d", "password"),
        ("postgres://u:hunter2@h/d?sslmod=require", "\"sslmod\" is unknown"),
        ("postgres://u:hunter2@h/d?sslmode", "\"sslmode\" has no value"),
        ("postgres://u:hunter2@h/d?port=", "port"), ("postgres://u:hunter2%00@h/d", "password"),
    ])
    func `what is wrong is named, and the password is not`(url: String, expected: String) throws {
        let complaint = try complaint(url)
        #expect(complaint.contains(expected))
        #expect(!complaint.contains("hunter2"))
    }

    @Test func `no description shows the password`() throws {
        let configuration = try PostgresConfiguration(url: "postgres://u:hunter2@h/d")
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in ["\(configuration)", String(reflecting: configuration), dumped] {
            #expect(!text.contains("hunter2"))
        }
    }

    @Test func `the session is set up as promised`() async throws {
        try await withDatabase { database in
            let settings = try await database.pool.read { session in
                try session.query(
                    """
                    SELECT name, setting FROM pg_settings WHERE name IN ('TimeZone', 'client_encoding',
                        'application_name', 'statement_timeout', 'idle_in_transaction_session_timeout')
                    """
                ).map { row in (try row["name", as: String.self], try row["setting", as: String.self]) }
            }
            #expect(
                Dictionary(uniqueKeysWithValues: settings) == [
                    "TimeZone": "UTC", "client_encoding": "UTF8", "application_name": "test",
                    "statement_timeout": "30000", "idle_in_transaction_session_timeout": "10000",
                ]
            )
        }
    }

    @Test func `the password is read from a file at every connection`() async throws {
        try await withDatabase { database in
            let file = FileManager.default.temporaryDirectory.appending(path: "password-\(UUID())").path
            defer { try? FileManager.default.removeItem(atPath: file) }
            var configuration = database.configuration
            let password = try #require(configuration.password)
            configuration.password = nil
            configuration.passwordFile = file

            let missing = try await postgresError { try await Connection.open(configuration) }
            #expect(missing.code == .accessRefused)
            #expect(missing.message.contains(file))

            try "\(password.text)\n".write(toFile: file, atomically: true, encoding: .utf8)
            let connection = try await Connection.open(configuration)
            #expect(try await connection.read { session in try session.query("SELECT 1").count } == 1)
            await connection.close()
        }
    }

    @Test func `a wrong password and a missing database are final errors with the server's word`() async throws {
        try await withDatabase { database in
            var wrong = database.configuration
            wrong.password = Password("hunter2")
            let refused = try await postgresError { try await Connection.open(wrong) }
            #expect(refused.code == .accessRefused)
            #expect(refused.sqlState == "28P01")
            #expect(!refused.isRetriable)
            #expect(!"\(refused)".contains("hunter2"))

            var elsewhere = database.configuration
            elsewhere.database = "no_such_database"
            let missing = try await postgresError { try await Pool(elsewhere).read { _ in } }
            #expect(missing.sqlState == "3D000")
            #expect(!missing.isRetriable)
        }
    }

    @Test(arguments: [
        ("40001", true), ("40P01", true), ("08006", true), ("57P01", true), ("57P03", true), ("53300", true),
        ("55P03", true), ("23505", false), ("57014", false), ("42P01", false), ("22P02", false), ("XX000", false),
        ("28P01", false), ("0A000", false),
    ])
    func `a server's state is worth a retry or is not`(state: String, isRetriable: Bool) {
        #expect(PostgresError(SQLState.code(state), "").isRetriable == isRetriable)
    }

    @Test func `an unknown outcome is never retried blindly`() {
        var error = PostgresError(.connectionLost, "")
        #expect(error.isRetriable)
        error.outcomeUnknown = true
        #expect(!error.isRetriable)
    }
}
