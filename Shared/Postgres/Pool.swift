import Synchronization

/// Lends a few connections to many callers, first come first served, and replaces the ones that are lost.
package final class Pool: Sendable {
    package let configuration: PostgresConfiguration
    let shelf: Mutex<PoolShelf>
    private let lastWaiter = Atomic(0)

    package init(_ configuration: PostgresConfiguration) {
        self.configuration = configuration
        let state = PoolState(limit: configuration.poolSize, patience: configuration.maximumWait)
        shelf = Mutex(PoolShelf(state: state))
    }

    package var statistics: PoolStatistics {
        shelf.withLock { shelf in
            let state = shelf.state
            return PoolStatistics(
                size: state.size,
                inUse: state.inUse,
                waiting: state.waiting,
                reconnects: state.reconnects
            )
        }
    }

    /// BEGIN, the body, COMMIT on one connection; one try, which the caller repeats when the error is retriable.
    package func transaction<R: Sendable>(
        isolation: Isolation = .readCommitted,
        _ body: @Sendable (borrowing Session) throws -> R
    ) async throws -> R {
        try await borrow { connection in
            try await connection.transaction(isolation: isolation, body)
        }
    }

    /// The body without BEGIN: each statement commits by itself.
    package func read<R: Sendable>(_ body: @Sendable (borrowing Session) throws -> R) async throws -> R {
        try await borrow { connection in
            try await connection.read(body)
        }
    }

    /// Holds one connection for what belongs to a session: advisory locks, LISTEN, settings.
    ///
    /// What the body leaves behind in the session is wiped before anyone else gets the connection.
    package func withConnection<R>(_ body: (Connection) async throws -> R) async throws -> R {
        try await borrow { connection in
            try await connection.requireUsable()
            do {
                let result = try await body(connection)
                await connection.reset()
                return result
            } catch {
                await connection.reset()
                throw error
            }
        }
    }

    /// A connection found dead before anything was sent is exchanged for another, unseen by the caller.
    private func borrow<R>(_ work: (Connection) async throws -> R) async throws -> R {
        for _ in 0..<max(1, configuration.poolSize) {
            do {
                return try await borrowOnce(work)
            } catch let error as PostgresError where error.nothingSent {}
        }
        return try await borrowOnce(work)
    }

    private func borrowOnce<R>(_ work: (Connection) async throws -> R) async throws -> R {
        let lease = try await lease()
        defer {
            update { $0.state.returned(lease.id, isBroken: lease.connection.isBroken) }
        }
        return try await work(lease.connection)
    }

    private func lease() async throws -> PoolShelf.Lease {
        let waiter = lastWaiter.add(1, ordering: .relaxed).newValue
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                update { shelf in
                    shelf.waiters[waiter] = continuation
                    return shelf.state.requested(by: waiter)
                }
                // Cancelled before there was a waiter to cancel.
                if Task.isCancelled { update { $0.state.gaveUp(waiter, isCancelled: true) } }
            }
        } onCancel: {
            update { $0.state.gaveUp(waiter, isCancelled: true) }
        }
    }

    /// Refuses new callers, lets the present ones finish, and returns when the last connection is closed.
    package func close() async {
        await withCheckedContinuation { continuation in
            update { shelf in
                shelf.finishers.append(continuation)
                return shelf.state.closed()
            }
        }
    }
}
