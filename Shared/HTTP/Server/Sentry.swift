internal import Synchronization

/// Watches over a server's connections from a thread of its own: cuts those whose time is over, notices clients that
/// leave an event stream, and brings the server to its end.
///
/// libmicrohttpd counts idle time only, and does not look at suspended connections at all.
final class Sentry: Sendable {
    private struct State {
        /// When the thread will look again by itself; `nil` means not before it is woken.
        var sleepsUntil: ContinuousClock.Instant?
        var grace: ContinuousClock.Instant?
        var isOver = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let poller = Poller()
    private let state = Mutex(State())

    /// Makes sure the thread looks again at that time.
    func note(_ deadline: ContinuousClock.Instant) {
        let isNews = state.withLock { state in
            if let until = state.sleepsUntil, until <= deadline { return false }
            state.sleepsUntil = deadline
            return true
        }
        if isNews { wake() }
    }

    func wake() {
        poller.wake()
    }

    /// Reports when the other end of a connection hangs up.
    func watch(_ descriptor: Int32, of id: UInt64) {
        poller.watch(descriptor, id: id)
    }

    func unwatch(_ descriptor: Int32) {
        poller.unwatch(descriptor)
    }

    /// Ends the watch: the server's stop is done when this returns.
    func stop(grace: Duration) async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                state.grace = min(state.grace ?? .now + grace, .now + grace)
                if !state.isOver { state.waiters.append(continuation) }
                return state.isOver
            }
            if isOver { continuation.resume() } else { wake() }
        }
    }

    /// The thread's work; returns when the server has stopped.
    func run(over core: ServerCore, of daemon: MHDDaemon) {
        while true {
            state.withLock { $0.sleepsUntil = nil }
            let now = ContinuousClock.now
            let next = core.expire(at: now)
            let grace = state.withLock(\.grace)
            if let grace {
                if !core.isStopping {
                    daemon.quiesce()
                    core.wind()
                }
                if core.isEmpty || grace <= now { break }
            }
            sleep(until: [next, grace].compactMap(\.self).min(), core)
        }
        core.abandon()
        daemon.stop()
        let waiters = state.withLock { state in
            state.isOver = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    private func sleep(until time: ContinuousClock.Instant?, _ core: ServerCore) {
        state.withLock { state in
            // Whatever was noted since the last look has woken the thread already.
            state.sleepsUntil = [state.sleepsUntil, time].compactMap(\.self).min()
        }
        for id in poller.wait(milliseconds: Self.milliseconds(until: time)) { core.hungUp(id) }
    }

    /// Rounded up, so that a deadline is past when the thread wakes.
    private static func milliseconds(until time: ContinuousClock.Instant?) -> Int32 {
        guard let time else { return -1 }
        let left = (time - .now).components
        let whole = left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000 + 1
        return Int32(clamping: max(whole, 0))
    }
}
