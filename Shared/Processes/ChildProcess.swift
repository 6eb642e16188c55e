import Dispatch
import Glibc
import Synchronization

/// A process of ours: it ends with us, whatever ends us.
package final class ChildProcess: Sendable {
    /// Whether it still runs, and who waits for its end.
    private enum State {
        case running([CheckedContinuation<Ending, Never>])
        case ended(Ending)
    }

    package let id: Int32
    private let leadsGroup: Bool
    private let state = Mutex<State>(.running([]))
    /// How its group ends once the leader has: all at once, or when `end(within:)` has given them their time.
    private let isGivenTime = Mutex(false)
    private let timeIsOver = DispatchSemaphore(value: 0)

    private init(id: Int32, leadsGroup: Bool) {
        (self.id, self.leadsGroup) = (id, leadsGroup)
    }

    /// Starts a program with nothing but this environment.
    ///
    /// - Parameters:
    ///   - program: its path.
    ///   - arguments: what follows its name.
    ///   - environment: all it finds there.
    ///   - log: the file to which its output is appended.
    ///   - leadsGroup: Ctrl-C in the terminal does not reach it, and whatever it started ends with it.
    /// - Returns: the process, which runs.
    /// - Throws: when there is no such program or the system refuses.
    package static func start(
        _ program: String,
        _ arguments: [String] = [],
        environment: [String: String] = [:],
        log: String,
        leadsGroup: Bool = false
    ) async throws(LaunchError) -> ChildProcess {
        let launch = Launch(
            program: program,
            arguments: arguments,
            environment: environment,
            log: log,
            leadsGroup: leadsGroup
        )
        let result = await withCheckedContinuation { (answer: CheckedContinuation<Launched, Never>) in
            // The system ends a process when the *thread* that started it ends. So one thread starts it and then waits
            // for its end; a serial queue of its own is never short of a thread.
            DispatchQueue(label: "shouwen.child").async {
                let launched = Launched { () throws(LaunchError) in
                    ChildProcess(id: try Spawn.process(launch), leadsGroup: leadsGroup)
                }
                answer.resume(returning: launched)
                if case .success(let child) = launched { child.waitForEnd() }
            }
        }
        return try result.get()
    }

    private typealias Launched = Result<ChildProcess, LaunchError>

    @discardableResult
    package func ended() async -> Ending {
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

    package var isRunning: Bool {
        state.withLock { state in if case .running = state { true } else { false } }
    }

    /// Sends a signal to the process, or with `group` to the group it leads; nothing once it has ended.
    package func signal(_ number: Int32, group: Bool = false) {
        state.withLock { state in
            if case .running = state { _ = kill(group && leadsGroup ? -id : id, number) }
        }
    }

    /// Asks the group it leads to end by SIGTERM, waits until all of it has, and insists once the time is over.
    @discardableResult
    package func end(within time: Duration) async -> Ending {
        isGivenTime.withLock { $0 = true }
        signal(SIGTERM, group: true)
        let deadline = ContinuousClock.now + time
        let group = ProcessGroup(leader: id)
        while isRunning, group.isRunning, .now < deadline, !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(20))
        }
        signal(SIGKILL, group: true)
        timeIsOver.signal()
        return await ended()
    }

    private func waitForEnd() {
        Spawn.waitForEnd(of: id)
        if isGivenTime.withLock({ $0 }) { timeIsOver.wait() }
        // It is not reaped yet, so its id is still its own: no stranger can be hit.
        if leadsGroup { _ = kill(-id, SIGKILL) }
        let (ending, waiters) = state.withLock { state -> (Ending, [CheckedContinuation<Ending, Never>]) in
            // Reaped under the lock: until then its id is its own, and no stranger gets its signals.
            let ending = Spawn.reap(id)
            guard case .running(let waiters) = state else { return (ending, []) }
            state = .ended(ending)
            return (ending, waiters)
        }
        for waiter in waiters { waiter.resume(returning: ending) }
    }
}
