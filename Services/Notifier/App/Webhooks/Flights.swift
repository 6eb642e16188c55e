import Synchronization

/// The attempts that are on their way, so that a stopping service waits for what it has begun.
final class Flights: Sendable {
    private struct State {
        var running: [Int: Task<Void, Never>] = [:]
        var started = 0
        var isLanding = false
    }

    private let state = Mutex(State())

    var count: Int { state.withLock(\.running.count) }

    /// Whether nothing new is to be begun.
    var isLanding: Bool { state.withLock(\.isLanding) }

    /// Runs `work` to its end, whatever becomes of the task that asked.
    func start(_ work: @escaping @Sendable () async -> Void) {
        state.withLock { state in
            state.started += 1
            let number = state.started
            state.running[number] = Task {
                await work()
                self.ended(number)
            }
        }
    }

    private func ended(_ number: Int) {
        state.withLock { $0.running[number] = nil }
    }

    /// Begins nothing more, and returns when everything has ended.
    func land() async {
        state.withLock { $0.isLanding = true }
        await quiet()
    }

    /// Returns when everything that is on its way now has ended.
    func quiet() async {
        for task in state.withLock({ Array($0.running.values) }) {
            await task.value
        }
    }
}
