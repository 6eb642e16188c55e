package import Postgres

/// A database of one test's own, made in milliseconds from a migrated template and dropped afterwards.
package struct TestDatabase: Sendable {
    package let name: String
    package let configuration: PostgresConfiguration
    package let pool: Pool

    /// With the password: for the environment of a child process.
    package var url: String { configuration.urlWithPassword }
}

/// Runs a test with a fresh database that has these migrations; the server is the one `SHOUWEN_TEST_DATABASE` names.
package func withDatabase<R>(
    migrations: [Migration] = [],
    poolSize: Int = 4,
    _ body: (TestDatabase) async throws -> R
) async throws -> R {
    let server = try await TestServer.shared()
    return try await server.turnstile.pass {
        let name = try await server.makeDatabase(migrations)
        var configuration = server.configuration
        configuration.database = name
        configuration.poolSize = poolSize
        configuration.applicationName = "test"
        let database = TestDatabase(name: name, configuration: configuration, pool: Pool(configuration))
        do {
            let result = try await body(database)
            await server.drop(database)
            return result
        } catch {
            await server.drop(database)
            throw error
        }
    }
}
