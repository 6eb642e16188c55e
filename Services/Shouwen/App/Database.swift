import Glibc
import Pipeline
import Postgres

/// The database as the commands use it: opened for one command, closed after it.
enum Database {
    /// Longer than a busy engine of containers takes to make a name known.
    private static let patience = Duration.seconds(60)

    static func use<Result: Sendable>(
        _ work: @Sendable (Pool) async throws -> Result
    ) async throws -> Result {
        let pool = Pool(try Settings.fromProcess().database(applicationName: "shouwen"))
        do {
            try await reach(within: patience) { try await pool.read { _ in } }
            let result = try await work(pool)
            await pool.close()
            return result
        } catch {
            await pool.close()
            throw error
        }
    }

    /// Tries again for a while when the name of the server cannot be looked up just now, as the DNS of containers says
    /// while others start; a name that does not exist, and every other error, is thrown at once.
    static func reach(
        within patience: Duration,
        pause: Duration = .seconds(1),
        _ connect: () async throws -> Void
    ) async throws {
        let deadline = ContinuousClock.now + patience
        var isTold = false
        while true {
            do {
                return try await connect()
            } catch let error as PostgresError where isNameUnknownForNow(error) && ContinuousClock.now < deadline {
                if !isTold { Terminal.complain("shouwen: \(error.message); trying again for \(patience)") }
                isTold = true
                try await Task.sleep(for: pause)
            }
        }
    }

    /// libpq tells it in the resolver's words alone.
    private static func isNameUnknownForNow(_ error: PostgresError) -> Bool {
        error.isConnectionLost && error.message.contains(unsafe String(cString: gai_strerror(EAI_AGAIN)))
    }
}
