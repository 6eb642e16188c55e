internal import Glibc
internal import Synchronization

/// The process's standard output as a sink for whole lines, so that lines of different tasks never mix.
package enum StandardOutput {
    private static let turn = Mutex<Void>(())

    package static func write(_ line: [UInt8]) {
        turn.withLock { _ in
            var rest = line[...]
            while !rest.isEmpty {
                let written = unsafe rest.withUnsafeBytes { unsafe send($0) }
                if written > 0 {
                    rest = rest.dropFirst(written)
                } else if !mayRetry() {
                    // Nobody reads us any more; a service does not die because its log reader did.
                    return
                }
            }
        }
    }

    private static func send(_ bytes: UnsafeRawBufferPointer) -> Int {
        unsafe Glibc.write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
    }

    private static func mayRetry() -> Bool {
        switch errno {
        case EINTR:
            return true
        case EAGAIN:
            // Somebody made the shared descriptor non-blocking: wait for room, but not for ever.
            var descriptor = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
            return unsafe poll(&descriptor, 1, 1000) > 0
        default:
            return false
        }
    }
}
