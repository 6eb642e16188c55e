import Testing

@testable import Postgres

@Suite("The pool's decisions")
struct PoolStateTests {
    private let patience: Duration = .seconds(10)

    private func pool(_ limit: Int = 2) -> PoolState { PoolState(limit: limit, patience: patience) }

    @Test func `the first caller opens the first connection and gets it`() {
        var pool = pool()
        #expect(pool.requested(by: 1) == [.watch(1, for: patience), .open(1)])
        #expect(pool.opened(1) == [.lease(1, to: 1)])
        #expect(pool.inUse == 1)
    }

    @Test func `an idle connection is lent again, the one used last first`() {
        var pool = pool()
        for caller in [1, 2] { _ = pool.requested(by: caller) }
        for connection in [1, 2] { _ = pool.opened(connection) }
        #expect(pool.returned(2, isBroken: false) == [])
        #expect(pool.returned(1, isBroken: false) == [])
        #expect(pool.requested(by: 3) == [.lease(1, to: 3)])
        #expect(pool.requested(by: 4) == [.lease(2, to: 4)])
    }

    @Test func `never more than the limit are opened, and waiters are served in their order`() {
        var pool = pool(1)
        _ = pool.requested(by: 1)
        #expect(pool.requested(by: 2) == [.watch(2, for: patience)])
        #expect(pool.requested(by: 3) == [.watch(3, for: patience)])
        #expect(pool.opened(1) == [.lease(1, to: 1)])
        #expect(pool.returned(1, isBroken: false) == [.lease(1, to: 2)])
        #expect(pool.returned(1, isBroken: false) == [.lease(1, to: 3)])
    }

    @Test func `a broken connection is closed and replaced for whoever waits`() {
        var pool = pool(1)
        _ = pool.requested(by: 1)
        _ = pool.opened(1)
        _ = pool.requested(by: 2)
        #expect(pool.returned(1, isBroken: true) == [.close(1), .open(2)])
        #expect(pool.opened(2) == [.lease(2, to: 2)])
        #expect(pool.reconnects == 1)
    }

    @Test func `a failed attempt refuses everyone who waits and pauses`() {
        var pool = pool()
        for caller in [1, 2] { _ = pool.requested(by: caller) }
        #expect(
            pool.failedToOpen(1, chance: 1) == [
                .refuse(1, .down), .refuse(2, .down), .retry(after: .milliseconds(200)),
            ]
        )
        #expect(pool.requested(by: 3) == [.watch(3, for: PoolState.patienceWhenDown)])
    }

    @Test func `after a failure a single connection is tried, then as many as wait`() {
        var pool = pool()
        _ = pool.requested(by: 1)
        _ = pool.failedToOpen(1, chance: 0)
        for caller in [2, 3] { _ = pool.requested(by: caller) }
        #expect(pool.pauseEnded() == [.open(2)])
        #expect(pool.opened(2) == [.lease(2, to: 2), .open(3)])
    }

    @Test func `pauses double up to ten seconds and are shortened by chance`() {
        var pool = pool(1)
        var pauses: [Duration] = []
        for attempt in 1...8 {
            _ = pool.requested(by: attempt)
            _ = pool.pauseEnded()
            guard case .retry(let pause) = pool.failedToOpen(attempt, chance: 1).last else { continue }
            pauses.append(pause)
        }
        #expect(pauses.map(\.milliseconds) == [200, 400, 800, 1600, 3200, 6400, 10000, 10000])
        _ = pool.requested(by: 9)
        _ = pool.pauseEnded()
        #expect(pool.failedToOpen(9, chance: 0).last == .retry(after: .seconds(5)))
    }

    @Test func `while one connection stands, a failed attempt refuses nobody`() {
        var pool = pool()
        _ = pool.requested(by: 1)
        _ = pool.opened(1)
        _ = pool.requested(by: 2)
        #expect(pool.failedToOpen(2, chance: 1) == [.retry(after: .milliseconds(200))])
        #expect(pool.returned(1, isBroken: false) == [.lease(1, to: 2)])
    }

    @Test func `who gives up is told why, once`() {
        var pool = pool(1)
        for caller in [1, 2, 3] { _ = pool.requested(by: caller) }
        _ = pool.opened(1)
        #expect(pool.gaveUp(2, isCancelled: true) == [.refuse(2, .cancelled)])
        #expect(pool.gaveUp(2, isCancelled: false) == [])
        #expect(pool.gaveUp(3, isCancelled: false) == [.refuse(3, .busy)])
        #expect(pool.returned(1, isBroken: false) == [])
    }

    @Test func `closing refuses callers, closes what is idle and ends with the last return`() {
        var pool = pool()
        for caller in [1, 2] { _ = pool.requested(by: caller) }
        for connection in [1, 2] { _ = pool.opened(connection) }
        _ = pool.returned(1, isBroken: false)
        #expect(pool.closed() == [.close(1)])
        #expect(pool.requested(by: 3) == [.refuse(3, .closed)])
        #expect(pool.returned(2, isBroken: false) == [.close(2), .finish])
    }

    @Test func `a connection that opens after closing is closed at once`() {
        var pool = pool()
        _ = pool.requested(by: 1)
        #expect(pool.closed() == [.refuse(1, .closed)])
        #expect(pool.opened(1) == [.close(1), .finish])
    }
}
