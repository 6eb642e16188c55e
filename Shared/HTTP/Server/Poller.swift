internal import CMicroHTTPD
import Glibc
internal import Synchronization

/// Waits for descriptors to hang up, for another epoll set to have news, or to be woken.
struct Poller: ~Copyable, Sendable {
    private let poll = epoll_create1(Int32(EPOLL_CLOEXEC))
    private let wakeup = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    /// Whether a wake-up was written that `wait` has not taken yet: many at once cost one system call.
    private let isWoken = Atomic(false)
    private static let wakeupID: UInt64 = 0
    private static let includedID = UInt64.max

    init() {
        add(wakeup, EPOLLIN.rawValue, id: Self.wakeupID)
    }

    deinit {
        close(poll)
        close(wakeup)
    }

    /// Ends the present wait or the next one; from any thread.
    func wake() {
        if !isWoken.exchange(true, ordering: .acquiringAndReleasing) { eventfd_write(wakeup, 1) }
    }

    /// Ends waits while another epoll set has events.
    func include(_ descriptor: Int32) {
        add(descriptor, EPOLLIN.rawValue, id: Self.includedID)
    }

    /// Reports `id`, neither 0 nor the greatest, once the other end of the descriptor hangs up.
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
        let ids = unsafe events.prefix(Int(max(count, 0))).map { event in unsafe event.data.u64 }
        if ids.contains(Self.wakeupID) { takeWakeup() }
        return ids.filter { $0 != Self.wakeupID && $0 != Self.includedID }
    }

    /// Reads before it clears the flag: the other way round, a wake-up in between would be the last one ever.
    private func takeWakeup() {
        var value: eventfd_t = 0
        unsafe eventfd_read(wakeup, &value)
        _ = isWoken.exchange(false, ordering: .acquiringAndReleasing)
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
