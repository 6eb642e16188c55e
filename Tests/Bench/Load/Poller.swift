import Glibc

/// Waits for sockets and for a moment, in the words of the C library; owned by one thread.
@safe
struct Poller {
    private var watched: [pollfd] = []

    mutating func watch(_ descriptor: Int32) {
        watched.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
    }

    /// Waits until something has come, at most until so long has passed, rounded up to a millisecond.
    ///
    /// - Returns: the descriptors that can be read.
    mutating func wait(atMost time: Duration) -> [Int32] {
        let milliseconds = Int32(max(0, time.nanoseconds + 999_999) / 1_000_000)
        guard unsafe poll(&watched, nfds_t(watched.count), milliseconds) > 0 else { return [] }
        return watched.filter { $0.revents != 0 }.map(\.fd)
    }
}

/// Load could not be made: the figures of this run are worth nothing.
struct LoadFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
