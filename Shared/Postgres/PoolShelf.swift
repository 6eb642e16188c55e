/// What the pool's lock protects: the state machine, and the real connections and callers behind its numbers.
struct PoolShelf {
    struct Lease: Sendable {
        let id: PoolState.ConnectionID
        let connection: Connection
    }

    /// An order with everything in it that is needed to carry it out once the lock is released.
    enum Effect: Sendable {
        case open(PoolState.ConnectionID)
        case lend(Lease, to: CheckedContinuation<Lease, any Error>)
        case refuse(CheckedContinuation<Lease, any Error>, any Error)
        case watch(PoolState.WaiterID, for: Duration)
        case retry(after: Duration)
        case close(Connection)
        case finish([CheckedContinuation<Void, Never>])
    }

    var state: PoolState
    var connections: [PoolState.ConnectionID: Connection] = [:]
    var waiters: [PoolState.WaiterID: CheckedContinuation<Lease, any Error>] = [:]
    var finishers: [CheckedContinuation<Void, Never>] = []
    var lastFailure: PostgresError?

    init(state: PoolState) {
        self.state = state
    }

    mutating func effects(of actions: [PoolState.Action]) -> [Effect] {
        actions.compactMap { effect(of: $0) }
    }

    private mutating func effect(of action: PoolState.Action) -> Effect? {
        switch action {
        case .open(let id): return .open(id)
        case .watch(let waiter, let time): return .watch(waiter, for: time)
        case .retry(let delay): return .retry(after: delay)
        case .close(let id): return connections.removeValue(forKey: id).map(Effect.close)
        case .lease(let id, let waiter):
            guard let connection = connections[id], let caller = waiters.removeValue(forKey: waiter) else { return nil }
            return .lend(Lease(id: id, connection: connection), to: caller)
        case .refuse(let waiter, let refusal):
            return waiters.removeValue(forKey: waiter).map { .refuse($0, error(for: refusal)) }
        case .finish:
            defer { finishers = [] }
            return .finish(finishers)
        }
    }

    private func error(for refusal: PoolState.Refusal) -> any Error {
        switch refusal {
        case .closed: PostgresError(.poolClosed, "the connection pool is closed")
        case .cancelled: CancellationError()
        case .down: lastFailure ?? PostgresError(.connectionLost, "the database cannot be reached")
        case .busy:
            PostgresError(.poolExhausted, "no connection became free in time: raise the pool's size")
        }
    }
}
