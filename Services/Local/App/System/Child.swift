import Dispatch
import Glibc
import Synchronization

/// A process of ours: it ends with us, whatever ends us, and so does whatever it started.
final class Child: Sendable {
    /// Whether it still runs, and who waits for its end.
    private enum State {
        case running([CheckedContinuation<Ending, Never>])
        case ended(Ending)
    }

    let id: pid_t
    private let state = Mutex<State>(.running([]))

    private init(id: pid_t) {
        self.id = id
    }

    /// Starts a process whose output is appended to the file at `log`.
    static func start(_ plan: ProcessPlan, log: String) async throws(LaunchError) -> Child {
        let result = await withCheckedContinuation { (answer: CheckedContinuation<Result<Child, LaunchError>, Never>) in
            // The system ends a process when the *thread* that started it ends. So one thread starts it and then waits
            // for its end; a serial queue of its own is never short of a thread.
            DispatchQueue(label: "shouwen.child.\(plan.name)").async {
                let launch = Result { () throws(LaunchError) in Child(id: try Spawn.process(plan, log: log)) }
                answer.resume(returning: launch)
                if case .success(let child) = launch { child.waitForEnd() }
            }
        }
        return try result.get()
    }

    func ended() async -> Ending {
        await withCheckedContinuation { waiter in
            let ending: Ending? = state.withLock { state in
                switch state {
                case .running(let waiters):
                    state = .running(waiters + [waiter])
                    return nil
                case .ended(let ending):
                    return ending
                }
            }
            if let ending { waiter.resume(returning: ending) }
        }
    }

    /// Sends a signal to the process, or with `group` to everything it started as well; nothing once it has ended.
    func signal(_ number: Int32, group: Bool = false) {
        state.withLock { state in
            if case .running = state { _ = kill(group ? -id : id, number) }
        }
    }

    private func waitForEnd() {
        Spawn.waitForEnd(of: id)
        // It is not reaped yet, so its id is still its own: no stranger can be hit.
        _ = kill(-id, SIGKILL)
        let (ending, waiters) = state.withLock { state -> (Ending, [CheckedContinuation<Ending, Never>]) in
            let ending = Spawn.reap(id)
            guard case .running(let waiters) = state else { return (ending, []) }
            state = .ended(ending)
            return (ending, waiters)
        }
        for waiter in waiters { waiter.resume(returning: ending) }
    }
}

/// How a process ended.
enum Ending: Sendable, Equatable, CustomStringConvertible {
    case exited(Int32)
    case signaled(Int32)

    var description: String {
        switch self {
        case .exited(let code): "exit code \(code)"
        case .signaled(let number): "signal \(number)"
        }
    }
}

/// Why a process could not even be started.
struct LaunchError: Error, CustomStringConvertible {
    let description: String
}
