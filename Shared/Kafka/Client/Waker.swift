import Synchronization

/// Wakes the one task that waits for a C library to have something, however the signal, the wait and the end race.
package final class Waker: Sendable {
    private enum State {
        /// Nothing has happened. Can become any other.
        case idle
        /// A signal came while nobody waited. Becomes idle with the next wait.
        case signalled
        /// A task waits. Becomes idle by a signal or by cancellation.
        case waiting(CheckedContinuation<Bool, Never>)
        /// Nobody will wait again. Stays.
        case finished
    }

    private let state = Mutex(State.idle)

    package init() {}

    /// Says that there is something to look at; several signals before a wait are one.
    package func signal() {
        resume(with: true) { state in
            switch state {
            case .finished: .finished
            case .waiting: .idle
            case .idle, .signalled: .signalled
            }
        }
    }

    /// Ends the waiting for good.
    package func finish() {
        resume(with: false) { _ in .finished }
    }

    /// Waits for a signal, or takes the one that came before.
    ///
    /// - Returns: false when there is nothing to wait for: the waker is finished or the task is cancelled.
    package func wait() async -> Bool {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard let answer = begin(continuation) else { return }
                continuation.resume(returning: answer)
            }
        } onCancel: {
            cancel()
        }
    }

    /// The answer to a wait that need not wait; otherwise the continuation is kept.
    private func begin(_ continuation: CheckedContinuation<Bool, Never>) -> Bool? {
        state.withLock { state in
            switch state {
            case .finished: return false
            case .signalled where !Task.isCancelled:
                state = .idle
                return true
            case .idle where !Task.isCancelled:
                state = .waiting(continuation)
                return nil
            case .idle, .signalled: return false
            case .waiting:
                precondition(false, "only one task may wait for a Waker")
                return false
            }
        }
    }

    private func cancel() {
        resume(with: false) { state in
            if case .waiting = state { .idle } else { state }
        }
    }

    /// Changes the state and then, outside the lock, resumes whoever waited if the change lets it go.
    private func resume(with answer: Bool, _ change: (borrowing State) -> State) {
        let waiter = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            let before = state
            state = change(before)
            guard case .waiting(let continuation) = before else { return nil }
            return continuation
        }
        waiter?.resume(returning: answer)
    }
}
