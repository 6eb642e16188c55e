import Pipeline
import Postgres

/// Forgets idempotency keys a week after their use, a few at a time so that nothing waits for it.
enum KeyPurge {
    static let most = 5000

    static func component(in service: ServiceContext) -> some Component {
        Repeating("idempotency-keys", every: .seconds(60), in: service) {
            try await service.pool.transaction { session in try pass(in: session) }
        }
    }

    /// Removes some old keys.
    ///
    /// - Returns: how many; the most when there may be more.
    static func pass(in session: borrowing Session) throws -> Int {
        try session.execute(
            """
            DELETE FROM idempotency_key WHERE (client, key) IN (
                SELECT client, key FROM idempotency_key WHERE created_at < now() - interval '7 days'
                LIMIT \(most) FOR UPDATE SKIP LOCKED)
            """
        )
    }
}
