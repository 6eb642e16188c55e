import Glibc
import Processes

/// Keeps one process running: starts it, waits until it is ready, starts it again when it dies, and stops it.
actor Keeper {
    /// A process that dies this often before it was ever ready has no future; its log says why.
    static let patience = 4
    /// A life this long was not a failed start: the next back-off begins anew.
    static let goodLife: Duration = .seconds(10)

    nonisolated let plan: ProcessPlan
    nonisolated let log: String
    private let probe: Probe
    private let pause: Pause
    private let report: @Sendable (Happening) -> Void

    private var child: ChildProcess?
    private var keeping: Task<Void, Never>?
    private var launches = 0
    private(set) var restarts = 0
    private var isReady = false
    private var isStopping = false
    private var isRenewing = false
    private var failure: StartFailure?
    private var waiters: [CheckedContinuation<Void, Never>] = []

    init(
        _ plan: ProcessPlan,
        logFolder: String,
        pause: Pause = .real,
        report: @escaping @Sendable (Happening) -> Void
    ) {
        self.plan = plan
        self.pause = pause
        self.report = report
        log = "\(logFolder)/\(plan.name).log"
        probe = Probe(readiness: plan.readiness)
    }

    var processID: pid_t? { child?.id }

    func start() {
        guard keeping == nil else { return }
        keeping = Task { await keep() }
    }

    /// Returns when the process is ready, and throws when it is clear that it will not be.
    func untilReady() async throws(StartFailure) {
        while !isReady, failure == nil, !isStopping {
            await withCheckedContinuation { waiters.append($0) }
        }
        if let failure { throw failure }
    }

    /// Ends this life of the process and begins the next at once, with the environment of that moment.
    ///
    /// One that is dead already, and waits for its next start, finds that environment there anyway.
    func renew() {
        guard !isStopping else { return }
        isRenewing = true
        isReady = false
        child?.signal(SIGTERM)
    }

    /// Asks the process to end, and ends it after `grace`.
    func stop(grace: Duration = .seconds(10)) async {
        isStopping = true
        wake()
        guard let keeping else { return }
        child?.signal(SIGTERM)
        let deadline = Task { [pause] in
            await pause(grace)
            if !Task.isCancelled { forceEnd() }
        }
        keeping.cancel()
        await keeping.value
        deadline.cancel()
        report(.stopped(plan.name))
    }

    private func forceEnd() {
        child?.signal(SIGKILL, group: true)
    }

    private func keep() async {
        var backoff = Backoff()
        while !isStopping, failure == nil {
            let begin = ContinuousClock.now
            let ending = await live()
            if isStopping { return }
            if isRenewing { continue }
            guard note(ending) else { continue }
            if ContinuousClock.now - begin > Self.goodLife { backoff.reset() }
            await pause(backoff.next())
        }
    }

    /// One life of the process, from its start to its end; nil when it could not be started.
    private func live() async -> Ending? {
        isRenewing = false
        probe.clear()
        Files.rotate(log)
        let child: ChildProcess
        do {
            child = try await plan.start(log: log)
        } catch {
            report(.couldNotStart(plan.name, reason: error.description))
            return nil
        }
        self.child = child
        launches += 1
        report(.started(plan.name, launch: launches))
        if isStopping || isRenewing { child.signal(SIGTERM) }
        let watch = Task { if await probe.untilReady() { becomeReady(child) } }
        let ending = await child.ended()
        watch.cancel()
        isReady = false
        self.child = nil
        return ending
    }

    private func becomeReady(_ child: ChildProcess) {
        guard self.child === child, !isRenewing, !isStopping else { return }
        isReady = true
        hasBeenReady = true
        wake()
        report(.ready(plan.name, launch: launches))
    }

    private var hasBeenReady = false

    /// Notes a death; false when the process is given up.
    private func note(_ ending: Ending?) -> Bool {
        restarts += 1
        if let ending { report(.died(plan.name, ending, restarts: restarts)) }
        // Exit code 2 says that a setting is wrong: the next start would say the same.
        guard !hasBeenReady, restarts >= Self.patience || ending == .exited(2) || ending == nil else { return true }
        failure = StartFailure(name: plan.name, ending: ending, log: log, lastLine: Files.lastLine(of: log))
        wake()
        return false
    }

    private func wake() {
        for waiter in waiters { waiter.resume() }
        waiters = []
    }
}

/// Why a process never became ready, and where to read more.
struct StartFailure: Error, CustomStringConvertible {
    let name: String
    let ending: Ending?
    let log: String
    let lastLine: String?

    var description: String {
        let reason = ending.map { "it ended with \($0)" } ?? "it could not be started"
        let line = lastLine.map { "\n  \($0)" } ?? ""
        return "\(name) did not become ready: \(reason). Its log is \(log).\(line)"
    }
}
