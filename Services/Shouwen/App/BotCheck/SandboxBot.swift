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

    /// It ended though nobody had asked it to.
    struct Death: Sendable, Equatable, CustomStringConvertible {
        let ending: Ending
        let lastLines: [String]

        var description: String {
            let said = lastLines.isEmpty ? "it said nothing" : "its last words: \(lastLines.joined(separator: " | "))"
            return "the bot ended with \(ending); \(said)"
        }
    }

    /// How long it may put its things in order, commit its offsets and leave its group on Kafka.
    private static let timeToEnd = Duration.seconds(10)

    nonisolated let canRestart: Bool
    /// Whether its end would be seen.
    nonisolated let isOurs: Bool
    private(set) var death: Death?
    private let kind: Kind
    private let department: DepartmentCode
    private var output: BotOutput?
    private var following: (any DispatchSourceRead)?
    private var process: ChildProcess?
    private var isInterrupted = false
    private var signals: [any DispatchSourceSignal] = []

    init(_ kind: Kind, of department: DepartmentCode) {
        (self.kind, self.department) = (kind, department)
        canRestart = if case .unknown = kind { false } else { true }
        isOurs = if case .command = kind { true } else { false }
    }

    func start() async throws {
        guard case .command(let command, let log) = kind else { return }
        let output = try output ?? BotOutput(appendingTo: log)
        self.output = output
        following = following ?? output.follow()
        let process = try await ChildProcess.start(
            "/bin/sh",
            ["-c", command],
            environment: environment,
            log: output.path,
            leadsGroup: true
        )
        self.process = process
        endWithUs()
        Task { watch(process, endedWith: await process.ended(), output) }
    }

    /// Ours, with the sandbox as its department: left to itself, the bot could work real tickets.
    private var environment: [String: String] {
        ProcessInfo.processInfo.environment.merging(["DEPARTMENT": "\(department)"]) { $1 }
    }

    private func watch(_ process: ChildProcess, endedWith ending: Ending, _ output: BotOutput) {
        // Whom we end is let go first.
        guard self.process === process else { return }
        death = Death(ending: ending, lastLines: output.lastLines())
    }

    /// `kill -9`, to it and everything it started.
    func kill() async {
        switch kind {
        case .command:
            let process = letGo()
            process?.signal(SIGKILL, group: true)
            await process?.ended()
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

    /// Asks it to stop, so that what it has done is committed and its group on Kafka learns of it at once, and insists
    /// after a while.
    func end() async {
        await letGo()?.end(within: Self.timeToEnd)
        output?.passOn()
        following?.cancel()
    }

    private func letGo() -> ChildProcess? {
        guard death == nil else { return nil }
        return process.take()
    }

    /// It leads a group of its own, which Ctrl-C does not reach.
    private func endWithUs() {
        guard signals.isEmpty else { return }
        signals = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { Task { await self.interrupt(by: number) } }
            source.resume()
            return source
        }
    }

    /// The first signal leaves the bot its time; the second does not.
    private func interrupt(by number: Int32) async {
        if isInterrupted { exit(128 + number) }
        isInterrupted = true
        await end()
        exit(128 + number)
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
