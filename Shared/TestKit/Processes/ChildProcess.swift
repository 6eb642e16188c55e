import Dispatch
import FoundationEssentials
import Glibc
import Synchronization

/// A program that runs as a process of its own, and ends with the test run, however that ends.
package final class ChildProcess: Sendable {
    private enum State {
        case running([CheckedContinuation<Int32, Never>])
        case ended(Int32)
    }

    package let pid: Int32
    private let state = Mutex<State>(.running([]))

    private init(pid: Int32) {
        self.pid = pid
    }

    /// Starts a program; what it writes is appended to the file at `log`, and its environment is what is given.
    package static func start(
        _ program: String,
        _ arguments: [String] = [],
        environment: [String: String] = [:],
        log: String
    ) async throws -> ChildProcess {
        let child = await withCheckedContinuation { (answer: CheckedContinuation<ChildProcess?, Never>) in
            // The system ends a process when the *thread* that started it ends, so one thread starts it and waits for its
            // end; a queue of its own is never short of a thread.
            DispatchQueue(label: "child").async {
                let child = Spawning.start(program, arguments, environment, log: log).map(ChildProcess.init)
                answer.resume(returning: child)
                child?.waitForEnd()
            }
        }
        guard let child else { throw ProcessFailure("\(program) could not be started") }
        return child
    }

    /// Runs a program to its end and answers what it wrote.
    ///
    /// - Throws: a `ProcessFailure` with its output when it does not exit with 0.
    @discardableResult
    package static func run(
        _ program: String,
        _ arguments: [String] = [],
        environment: [String: String] = [:]
    ) async throws -> String {
        try await TemporaryFolder.with { folder in
            let log = folder.path(of: "output")
            let status = try await start(program, arguments, environment: environment, log: log).ended()
            let output = try folder.read("output")
            guard status == 0 else {
                let line = ([program] + arguments).joined(separator: " ")
                throw ProcessFailure("\(line) exited with \(status): \(output)")
            }
            return output
        }
    }

    /// Sends a signal; to one that has ended, nothing.
    package func signal(_ number: Int32) {
        state.withLock { state in
            if case .running = state { _ = Glibc.kill(pid, number) }
        }
    }

    /// Waits for the end: the exit code, or 128 and the number of the signal.
    @discardableResult
    package func ended() async -> Int32 {
        await withCheckedContinuation { waiter in
            let status: Int32? = state.withLock { state in
                switch state {
                case .running(let waiters):
                    state = .running(waiters + [waiter])
                    return nil
                case .ended(let status):
                    return status
                }
            }
            if let status { waiter.resume(returning: status) }
        }
    }

    /// Whether it still runs.
    package var isRunning: Bool {
        state.withLock { state in if case .running = state { true } else { false } }
    }

    private func waitForEnd() {
        Spawning.waitForEnd(of: pid)
        let (status, waiters) = state.withLock { state -> (Int32, [CheckedContinuation<Int32, Never>]) in
            // Reaped under the lock: until then its id is its own, and no stranger gets its signals.
            let status = Spawning.reap(pid)
            guard case .running(let waiters) = state else { return (status, []) }
            state = .ended(status)
            return (status, waiters)
        }
        for waiter in waiters { waiter.resume(returning: status) }
    }
}

/// A program that could not be started, or that failed.
package struct ProcessFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
