import Synchronization

/// Lets tasks wait for a condition on a value that others change.
final class Latch<Value: Sendable>: Sendable {
    private struct Waiter {
        let number: Int
        let condition: @Sendable (Value) -> Bool
        let continuation: CheckedContinuation<Value, any Error>
    }

    private struct State {
        var value: Value
        var waiters: [Waiter] = []
        var last = 0
    }

    private let state: Mutex<State>

    init(_ value: Value) {
        state = Mutex(State(value: value))
    }

    var value: Value { state.withLock { $0.value } }

    func change(_ change: @Sendable (inout Value) -> Void) {
        let (value, released) = state.withLock { state in
            change(&state.value)
            let value = state.value
            let released = state.waiters.filter { $0.condition(value) }
            state.waiters.removeAll { waiter in released.contains { $0.number == waiter.number } }
            return (value, released)
        }
        for waiter in released { waiter.continuation.resume(returning: value) }
    }

    /// Waits until the condition holds; throws when the test's time is up.
    @discardableResult
    func wait(until condition: @escaping @Sendable (Value) -> Bool) async throws -> Value {
        let number = state.withLock { state in
            state.last += 1
            return state.last
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                begin(Waiter(number: number, condition: condition, continuation: continuation))
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiters.firstIndex { $0.number == number }.map { state.waiters.remove(at: $0) }
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    private func begin(_ waiter: Waiter) {
        let answer = state.withLock { state -> Result<Value, any Error>? in
            if waiter.condition(state.value) { return .success(state.value) }
            if Task.isCancelled { return .failure(CancellationError()) }
            state.waiters.append(waiter)
            return nil
        }
        if let answer { waiter.continuation.resume(with: answer) }
    }
}
