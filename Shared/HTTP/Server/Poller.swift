internal import CMicroHTTPD
import Glibc

/// Waits for descriptors to hang up, for another epoll set to have news, or to be woken.
struct Poller: ~Copyable, Sendable {
    private let poll = epoll_create1(Int32(EPOLL_CLOEXEC))
    private let wakeup = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    /// Stands for what has no connection.
    private static let noID: UInt64 = 0

    init() {
        add(wakeup, EPOLLIN.rawValue, id: Self.noID)
    }

    deinit {
        close(poll)
        close(wakeup)
    }

    /// Ends the present wait or the next one; from any thread.
    func wake() {
        eventfd_write(wakeup, 1)
    }

    /// Ends waits while another epoll set has events.
    func include(_ descriptor: Int32) {
        add(descriptor, EPOLLIN.rawValue, id: Self.noID)
    }

    /// Reports `id`, which is never 0, once the other end of the descriptor hangs up.
    func watch(_ descriptor: Int32, id: UInt64) {
        add(descriptor, EPOLLRDHUP.rawValue | EPOLLONESHOT.rawValue, id: id)
    }

    func unwatch(_ descriptor: Int32) {
        epoll_ctl(poll, EPOLL_CTL_DEL, descriptor, nil)
    }

    private func add(_ descriptor: Int32, _ events: UInt32, id: UInt64) {
        var event = unsafe epoll_event(events: events, data: epoll_data_t(u64: id))
        unsafe epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &event)
    }

    /// Waits until that time at most, for ever without one; returns the ids of those who hung up.
    func wait(until time: ContinuousClock.Instant?) -> [UInt64] {
        var events = unsafe [epoll_event](repeating: epoll_event(), count: 64)
        let count = unsafe epoll_wait(poll, &events, 64, Self.milliseconds(until: time))
        var value: eventfd_t = 0
        unsafe eventfd_read(wakeup, &value)
        return unsafe events.prefix(Int(max(count, 0))).map { event in unsafe event.data.u64 }
            .filter { $0 != Self.noID }
    }

    /// Rounded up, so that the time has come when the wait ends.
    private static func milliseconds(until time: ContinuousClock.Instant?) -> Int32 {
        guard let time else { return -1 }
        let left = time - .now
        guard left > .zero else { return 0 }
        let (seconds, attoseconds) = left.components
        return Int32(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
    }
}
