import Pipeline
import Postgres

/// The database as the commands use it: opened for one command, closed after it.
enum Database {
    static func use<Result: Sendable>(
        _ work: @Sendable (Pool) async throws -> Result
    ) async throws -> Result {
        let pool = Pool(try Settings.fromProcess().database(applicationName: "shouwen"))
        do {
            let result = try await work(pool)
            await pool.close()
            return result
        } catch {
            await pool.close()
            throw error
        }
    }
}
