import Pipeline
import Postgres
import Synchronization
import Tickets

/// The channels' tokens as the database knows them, remembered for a few seconds so that a request costs no query.
final class TokenBook: Sendable {
    /// What a token stands for.
    struct Entry: Hashable, Sendable {
        let id: String
        let secretHash: [UInt8]
        let channel: Channel
        let source: String
        let requestsPerMinute: Int
    }

    /// How long a revoked token may live on.
    static let memory = Duration.seconds(5)
    /// Ids remembered at once, known and unknown: made-up ids must not eat the memory.
    static let most = 1024

    private struct Page {
        let task: Task<Entry?, any Error>
        let readAt: ContinuousClock.Instant
    }

    private let pool: Pool
    private let pages = Mutex<[String: Page]>([:])

    init(_ pool: Pool) {
        self.pool = pool
    }

    /// The valid token with this id; requests that ask at the same time share one query.
    func entry(_ id: String) async throws -> Entry? {
        let task = pages.withLock { pages in
            if let page = pages[id], .now - page.readAt < Self.memory { return page.task }
            if pages.count >= Self.most { pages.removeAll() }
            let task = Task { [pool] in try await Self.read(id, from: pool) }
            pages[id] = Page(task: task, readAt: .now)
            return task
        }
        do {
            return try await task.value
        } catch {
            pages.withLock { if $0[id]?.task == task { $0[id] = nil } }
            throw error
        }
    }

    private static func read(_ id: String, from pool: Pool) async throws -> Entry? {
        try await pool.read { session in
            let row = try session.first(
                """
                SELECT id, secret_hash, channel, source, requests_per_minute FROM channel_token
                WHERE id = \(id) AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
                """
            )
            return try row.map { row in
                Entry(
                    id: try row["id", as: String.self],
                    secretHash: try row["secret_hash", as: Bytes.self].bytes,
                    channel: try row.code("channel"),
                    source: try row["source", as: String.self],
                    requestsPerMinute: Int(try row["requests_per_minute", as: Int32.self])
                )
            }
        }
    }
}
