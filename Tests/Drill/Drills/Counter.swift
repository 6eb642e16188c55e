import Synchronization

/// Counts what happens on other threads.
final class Counter: Sendable {
    private let value = Mutex(0)

    var count: Int { value.withLock { $0 } }

    /// Counts one, and answers whether it was the first.
    func isFirst() -> Bool {
        value.withLock { value in
            value += 1
            return value == 1
        }
    }
}
