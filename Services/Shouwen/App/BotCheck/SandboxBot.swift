import Dispatch
import FoundationEssentials
import Glibc
import Processes
import Tickets

/// The bot under test: a command that we run, a person's business, or something that we cannot restart.
actor SandboxBot {
    enum Kind: Sendable {
        /// What it says is appended to the file at `log`.
        case command(String, log: String)
        case person
        case unknown
    }

    nonisolated let canRestart: Bool
    private let kind: Kind
    private let department: DepartmentCode
    private var process: ChildProcess?
    private var signals: [any DispatchSourceSignal] = []

    init(_ kind: Kind, of department: DepartmentCode) {
        (self.kind, self.department) = (kind, department)
        canRestart = if case .unknown = kind { false } else { true }
    }

    func start() async throws {
        guard case .command(let command, let log) = kind else { return }
        let process = try await ChildProcess.start(
            "/bin/sh",
            ["-c", command],
            environment: environment,
            log: log,
            leadsGroup: true
        )
        self.process = process
        endWithUs(process)
    }

    /// Ours, with the sandbox as its department: left to itself, the bot could work real tickets.
    private var environment: [String: String] {
        ProcessInfo.processInfo.environment.merging(["DEPARTMENT": "\(department)"]) { $1 }
    }

    /// `kill -9`, to it and everything it started.
    func kill() async {
        switch kind {
        case .command: await end(process, by: SIGKILL)
        case .person: await ask("Kill your bot now (kill -9), then press Enter.")
        case .unknown: break
        }
    }

    func startAgain() async throws {
        switch kind {
        case .command: try await start()
        case .person: await ask("Start your bot again, then press Enter.")
        case .unknown: break
        }
    }

    /// Asks it to stop, so that its group on Kafka learns of it at once, and insists after a while.
    func end() async {
        let process = process
        let insisting = Task {
            try await Task.sleep(for: .seconds(5))
            process?.signal(SIGKILL, group: true)
        }
        await end(process, by: SIGTERM)
        insisting.cancel()
    }

    private func end(_ process: ChildProcess?, by number: Int32) async {
        process?.signal(number, group: true)
        await process?.ended()
    }

    /// It leads a group of its own, which Ctrl-C does not reach.
    private func endWithUs(_ process: ChildProcess) {
        signals = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler {
                process.signal(SIGKILL, group: true)
                exit(128 + number)
            }
            source.resume()
            return source
        }
    }

    private func ask(_ question: String) async {
        Terminal.complain("bot-check: \(question)")
        await withCheckedContinuation { answered in
            // Reading blocks, for as long as a person takes.
            DispatchQueue(label: "bot-check.person").async {
                _ = readLine()
                answered.resume()
            }
        }
    }
}
