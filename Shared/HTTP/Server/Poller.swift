internal import CMicroHTTPD
import Glibc

/// Waits for descriptors to hang up, or to be woken: one epoll set with a wake-up of its own.
struct Poller: ~Copyable, Sendable {
    private let poll = epoll_create1(Int32(EPOLL_CLOEXEC))
    private let wakeup = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))

    init() {
        add(wakeup, EPOLLIN.rawValue, id: 0)
    }

    deinit {
        close(poll)
        close(wakeup)
    }

    func wake() {
        eventfd_write(wakeup, 1)
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

    /// Waits at most that long, −1 for ever; returns the ids of those who hung up.
    func wait(milliseconds: Int32) -> [UInt64] {
        var events = unsafe [epoll_event](repeating: epoll_event(), count: 64)
        let count = unsafe epoll_wait(poll, &events, 64, milliseconds)
        let ids = unsafe events.prefix(Int(max(count, 0))).map { event in unsafe event.data.u64 }
        if ids.contains(0) {
            var value: eventfd_t = 0
            unsafe eventfd_read(wakeup, &value)
        }
        return ids.filter { $0 != 0 }
    }
}
