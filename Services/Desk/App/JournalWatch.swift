import Pipeline
import Postgres
import Synchronization
import Telemetry

/// Wakes those who wait for the journal to grow: one small question to the database, however many wait.
final class JournalWatch: Component {
    private struct Waiter {
        /// Nil for one that waits for its deadline, or to be stirred.
        let cursor: Feed.Cursor?
        let deadline: ContinuousClock.Instant
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var waiters: [Int: Waiter] = [:]
        var lastID = 0
        var isOver = false
    }

    let name = "journal-watch"
    /// Short enough that nobody notices, long enough that the database does not either.
    private static let pause = Duration.milliseconds(100)
    private let state = Mutex(State())
    private let service: ServiceContext

    init(_ service: ServiceContext) {
        self.service = service
        service.metrics.gauge("desk_journal_waiters", help: "Long polls, and the board, that wait for the journal.") {
            [weak self] in self.map { Double($0.state.withLock(\.waiters.count)) }
        }
    }

    /// Returns when there may be something after `cursor`, at the deadline, or when the service stops.
    func wait(past cursor: Feed.Cursor?, until deadline: ContinuousClock.Instant) async {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waits = state.withLock { state in
                    guard !state.isOver, !Task.isCancelled else { return false }
                    state.waiters[id] = Waiter(cursor: cursor, deadline: deadline, continuation: continuation)
                    return true
                }
                if !waits { continuation.resume() }
            }
        } onCancel: {
            wake { key, _ in key == id }
        }
    }

    /// Lets everybody look again.
    func stir() {
        wake { _, _ in true }
    }

    func run() async throws {
        try await service.schemaIsCurrent()
        while !Task.isCancelled {
            let last = await last()
            let isEnding = service.isDraining
            wake { _, waiter in
                if let cursor = waiter.cursor, let last, cursor < last { return true }
                return isEnding || waiter.deadline <= .now
            }
            try? await Task.sleep(for: Self.pause)
        }
        state.withLock { $0.isOver = true }
        stir()
    }

    /// Nil when nobody wants to know, or when the database is away: those who wait then see it for themselves.
    private func last() async -> Feed.Cursor? {
        guard state.withLock({ $0.waiters.values.contains { $0.cursor != nil } }) else { return nil }
        return try? await service.pool.read { session in try Feed.last(in: session) }
    }

    /// Resumes outside the lock, and only what was taken out of it.
    private func wake(_ isDue: (Int, Waiter) -> Bool) {
        let due = state.withLock { state in
            let due = state.waiters.filter { isDue($0.key, $0.value) }
            for id in due.keys { state.waiters[id] = nil }
            return due.values
        }
        for waiter in due { waiter.continuation.resume() }
    }
}
