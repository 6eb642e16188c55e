package import Pipeline
import Postgres

extension Component {
    /// Runs until `body` ends, and closes the service's pool then; what it ended with by itself, if it did, is thrown.
    package func runs(in service: ServiceContext, while body: () async throws -> Void) async throws {
        let running = Task { try await run() }
        do {
            try await body()
        } catch {
            running.cancel()
            _ = await running.result
            await service.pool.close()
            throw error
        }
        running.cancel()
        let result = await running.result
        await service.pool.close()
        try result.get()
    }
}
