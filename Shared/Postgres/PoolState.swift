/// Decides who gets which connection and when to open another; knows neither time nor sockets.
///
/// Facts go in (`requested`, `opened`, `returned`, …), orders come out, to be carried out in their order.
struct PoolState {
    typealias ConnectionID = Int
    typealias WaiterID = Int

    enum Refusal: Equatable {
        /// The pool is closed for good.
        case closed
        /// No connection stands and the last attempt to open one failed.
        case down
        /// All connections stayed busy for as long as one may wait.
        case busy
        case cancelled
    }

    enum Action: Equatable {
        case open(ConnectionID)
        case lease(ConnectionID, to: WaiterID)
        case refuse(WaiterID, Refusal)
        case watch(WaiterID, for: Duration)
        case retry(after: Duration)
        case close(ConnectionID)
        /// The pool was closed and its last connection is gone.
        case finish
    }

    private enum Phase {
        /// Can become `idle` or `leased`, or vanish.
        case opening
        /// Can become `leased` or vanish.
        case idle
        /// Can become `idle`, go on to another waiter, or vanish.
        case leased
    }

    /// While the database is down a caller learns it within this time, long before the pool's own patience ends.
    static let patienceWhenDown: Duration = .seconds(1)
    private static let firstDelay: Duration = .milliseconds(200)
    private static let longestDelay: Duration = .seconds(10)

    private let limit: Int
    private let patience: Duration
    private var connections: [ConnectionID: Phase] = [:]
    /// Idle connections, the one used last at the end: it is taken first, being the likeliest to be alive.
    private var idle: [ConnectionID] = []
    private var waiters: [WaiterID] = []
    private var lastID = 0
    private var failures = 0
    private var isPausing = false
    private var isClosed = false
    private var lost = 0
    private(set) var reconnects = 0

    init(limit: Int, patience: Duration) {
        self.limit = max(1, limit)
        self.patience = patience
    }

    var size: Int { standing }
    var inUse: Int { count(.leased) }
    var waiting: Int { waiters.count }

    mutating func requested(by waiter: WaiterID) -> [Action] {
        guard !isClosed else { return [.refuse(waiter, .closed)] }
        if let connection = idle.popLast() { return [lease(connection, to: waiter)] }
        waiters.append(waiter)
        let patience = isDown ? min(patience, Self.patienceWhenDown) : patience
        return [.watch(waiter, for: patience)] + grow()
    }

    mutating func opened(_ connection: ConnectionID) -> [Action] {
        guard !isClosed else { return discard(connection) }
        failures = 0
        if lost > 0 {
            lost -= 1
            reconnects += 1
        }
        return handOn(connection) + grow()
    }

    /// `chance` is anything from 0 to 1 and keeps many processes from coming back at the same moment.
    mutating func failedToOpen(_ connection: ConnectionID, chance: Double) -> [Action] {
        connections[connection] = nil
        guard !isClosed else { return finishIfEmpty() }
        if failures == 0 { lost += 1 }
        failures += 1
        isPausing = true
        let refusals = isDown ? takeWaiters().map { Action.refuse($0, .down) } : []
        return refusals + [.retry(after: delay(chance))]
    }

    mutating func pauseEnded() -> [Action] {
        isPausing = false
        return grow()
    }

    mutating func returned(_ connection: ConnectionID, isBroken: Bool) -> [Action] {
        guard !isBroken, !isClosed else {
            if isBroken { lost += 1 }
            return discard(connection) + grow()
        }
        return handOn(connection)
    }

    mutating func gaveUp(_ waiter: WaiterID, isCancelled: Bool) -> [Action] {
        guard let place = waiters.firstIndex(of: waiter) else { return [] }
        waiters.remove(at: place)
        return [.refuse(waiter, isCancelled ? .cancelled : isDown ? .down : .busy)]
    }

    mutating func closed() -> [Action] {
        guard !isClosed else { return finishIfEmpty() }
        isClosed = true
        let refusals = takeWaiters().map { Action.refuse($0, .closed) }
        let closures = idle.map { Action.close($0) }
        for connection in idle { connections[connection] = nil }
        idle = []
        return refusals + closures + finishIfEmpty()
    }
}

extension PoolState {
    private var standing: Int { connections.values.count { $0 != .opening } }
    private var isDown: Bool { failures > 0 && standing == 0 }

    private func count(_ phase: Phase) -> Int { connections.values.count { $0 == phase } }

    /// Opens as many connections as callers wait for; a single one to try with after a failure.
    private mutating func grow() -> [Action] {
        var actions: [Action] = []
        while !isPausing, !isClosed, connections.count < limit, count(.opening) < waiters.count,
            failures == 0 || count(.opening) == 0
        {
            lastID += 1
            connections[lastID] = .opening
            actions.append(.open(lastID))
        }
        return actions
    }

    private mutating func handOn(_ connection: ConnectionID) -> [Action] {
        guard !waiters.isEmpty else {
            connections[connection] = .idle
            idle.append(connection)
            return []
        }
        return [lease(connection, to: waiters.removeFirst())]
    }

    private mutating func lease(_ connection: ConnectionID, to waiter: WaiterID) -> Action {
        connections[connection] = .leased
        return .lease(connection, to: waiter)
    }

    private mutating func discard(_ connection: ConnectionID) -> [Action] {
        connections[connection] = nil
        return [.close(connection)] + finishIfEmpty()
    }

    private mutating func takeWaiters() -> [WaiterID] {
        defer { waiters = [] }
        return waiters
    }

    private func finishIfEmpty() -> [Action] {
        isClosed && connections.isEmpty ? [.finish] : []
    }

    private func delay(_ chance: Double) -> Duration {
        let doubled = Self.firstDelay * Double(1 << min(failures - 1, 10))
        return min(doubled, Self.longestDelay) * (0.5 + chance / 2)
    }
}
