import Dispatch
import Glibc
import Synchronization

/// Wakes one task when a socket has something to read, a deadline passes, or somebody says so.
final class SocketWatch: Sendable {
    private enum State {
        case idle
        case waiting(CheckedContinuation<Void, Never>)
        case woken
    }

    private let descriptor: Int32
    private let state = Mutex(State.idle)

    /// Watches a copy of the descriptor, so that closing the connection cannot pull it from under the event loop.
    init(_ socket: Int32) throws(PostgresError) {
        descriptor = fcntl(socket, F_DUPFD_CLOEXEC, 0)
        guard descriptor >= 0 else {
            throw PostgresError(.resourcesExhausted, "no file descriptor is left to watch the connection with")
        }
    }

    func wait(until deadline: ContinuousClock.Instant) async {
        let descriptor = descriptor
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor)
        let timer = DispatchSource.makeTimerSource()
        source.setEventHandler { self.wake() }
        source.setCancelHandler { Glibc.close(descriptor) }
        timer.setEventHandler { self.wake() }
        timer.schedule(deadline: .now() + .milliseconds(Int(clamping: max(0, (deadline - .now).milliseconds))))
        source.resume()
        timer.resume()
        await withTaskCancellationHandler {
            await withCheckedContinuation { park($0) }
        } onCancel: {
            wake()
        }
        source.cancel()
        timer.cancel()
    }

    private func park(_ continuation: CheckedContinuation<Void, Never>) {
        let isWoken = state.withLock { state in
            guard case .idle = state else { return true }
            state = .waiting(continuation)
            return false
        }
        if isWoken { continuation.resume() }
    }

    func wake() {
        let waiting = state.withLock { state -> CheckedContinuation<Void, Never>? in
            defer { state = .woken }
            guard case .waiting(let continuation) = state else { return nil }
            return continuation
        }
        waiting?.resume()
    }
}
