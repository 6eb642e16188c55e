internal import Synchronization

/// A server's one thread: it drives libmicrohttpd, cuts connections whose time is over, notices clients that leave an
/// event stream, and brings the server to its end.
///
/// The library has a thread of its own to offer, but 0.9.75 can fall asleep in it with 128 events in hand: after a full
/// batch it waits for another one without looking at the first. Asked from here it never waits. It also counts idle
/// time only, and does not look at suspended connections.
final class ServerLoop: Sendable {
    private struct State {
        /// When connections have to be looked at; only the thread itself changes it.
        var nextLook: ContinuousClock.Instant?
        var grace: ContinuousClock.Instant?
        var isOver = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let poller = Poller()
    private let state = Mutex(State())

    /// Makes sure that connections are looked at by then; called on the thread.
    func note(_ deadline: ContinuousClock.Instant) {
        state.withLock { $0.nextLook = [$0.nextLook, deadline].compactMap(\.self).min() }
    }

    /// Lets the thread go on with connections that were resumed; from any thread.
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

    /// The server's stop is done when this returns.
    func stop(grace: Duration) async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                state.grace = min(state.grace ?? .now + grace, .now + grace)
                if !state.isOver { state.waiters.append(continuation) }
                return state.isOver
            }
            if isOver { continuation.resume() } else { poller.wake() }
        }
    }

    /// The thread's work; returns when the server has stopped.
    func run(over core: ServerCore, of daemon: MHDDaemon) {
        poller.include(daemon.descriptor)
        while true {
            daemon.run()
            look(over: core, at: .now)
            let (nextLook, grace) = state.withLock { ($0.nextLook, $0.grace) }
            if let grace {
                if !core.isStopping {
                    daemon.quiesce()
                    core.wind()
                }
                if core.isEmpty || grace <= .now { break }
            }
            // A closed connection may have made room for one that waits, which the library only finds when asked.
            let time = [nextLook, grace, core.takeClosings() ? .now : daemon.deadline].compactMap(\.self).min()
            for id in poller.wait(until: time) { core.hungUp(id) }
        }
        core.abandon()
        daemon.stop()
        end()
    }

    private func look(over core: ServerCore, at now: ContinuousClock.Instant) {
        let isDue = state.withLock { state in
            guard let time = state.nextLook, time <= now else { return false }
            state.nextLook = nil
            return true
        }
        if isDue, let next = core.expire(at: now) { note(next) }
    }

    private func end() {
        let waiters = state.withLock { state in
            state.isOver = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}
