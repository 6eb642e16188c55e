import Glibc
import Pipeline
import Tickets

/// `shouwen bot-check`: plays tickets to a bot in a sandbox, and says which parts of the contract it keeps.
enum BotCheckCommand {
    static let command = Command(
        name: "bot-check",
        summary: "play tickets to a bot in a sandbox, and say which parts of the contract it keeps",
        options: [
            .init(name: "department", value: "CODE", purpose: "the bot's: sandbox or sandbox-<name> [sandbox]"),
            .init(name: "run", value: "COMMAND", purpose: "the bot: started, killed, started again and ended by us"),
            .init(name: "log", value: "FILE", purpose: "where what the bot says is appended [/dev/stderr]"),
            .init(name: "within", value: "SECONDS", purpose: "how long the bot may take, 1 to 3600 [60]"),
            .init(name: "report", value: "FORM", purpose: "text or json [text]"),
        ],
        action: { invocation in
            let department = try department(invocation.option("department"))
            let limit = try seconds(invocation.option("within"))
            let isJSON = try isJSON(invocation.option("report"))
            let settings = try Settings.fromProcess()
            let check = try await BotCheck(
                department,
                over: try settings.kafka(clientID: "shouwen-bot-check"),
                within: limit,
                bot: SandboxBot(try kind(invocation.option("run"), log: invocation.option("log")), of: department)
            )
            let verdict = try await check.run()
            let report = BotReport(verdict: verdict)
            Terminal.say(isJSON ? try report.json : report.text)
            guard verdict.isPassed else { exit(1) }
        }
    )

    static func department(_ text: String?) throws -> DepartmentCode {
        let code = DepartmentCode(rawValue: text ?? DepartmentCode.sandbox.rawValue)
        guard DepartmentCode.isValid(code.rawValue), code.isSandbox else {
            throw UsageError(
                "--department \"\(code)\" is no sandbox: made-up tickets are played to sandbox and sandbox-<name> alone"
            )
        }
        return code
    }

    private static func seconds(_ text: String?) throws -> Duration {
        guard let count = Int(text ?? "60"), (1...3600).contains(count) else {
            throw UsageError("--within \"\(text ?? "")\" must be a whole number of seconds from 1 to 3600")
        }
        return .seconds(count)
    }

    private static func isJSON(_ text: String?) throws -> Bool {
        switch text {
        case nil, "text": return false
        case "json": return true
        case let other?: throw UsageError("--report \"\(other)\" must be text or json")
        }
    }

    private static func kind(_ command: String?, log: String?) throws -> SandboxBot.Kind {
        if let command { return .command(command, log: log ?? "/dev/stderr") }
        guard log == nil else { throw UsageError("--log needs --run: it is for what that command says") }
        return isatty(STDIN_FILENO) == 1 ? .person : .unknown
    }
}
