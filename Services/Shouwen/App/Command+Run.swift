import Glibc
import Pipeline
import Postgres

extension Command {
    /// Carries out a command line and ends the process: 0 done, 1 it failed, 2 it was not understood.
    func run(_ words: [String]) async -> Never {
        do {
            if words == ["--version"] {
                print("shouwen \(ServiceMain.version)")
                exit(0)
            }
            switch try parse(words, path: []) {
            case .help(let command, let path): print(command.help(path))
            case .run(let command, let invocation): try await command.action?(invocation)
            }
            exit(0)
        } catch {
            Terminal.complain("shouwen: \(Self.line(of: error))")
            exit(Self.code(of: error))
        }
    }

    private static func code(of error: any Error) -> Int32 {
        error is UsageError || error is SettingsError ? 2 : 1
    }

    private static func line(of error: any Error) -> String {
        let text =
            switch error {
            case let error as PostgresError where error.isConnectionLost:
                "the database does not answer (\(error.message)); check DATABASE_URL and that PostgreSQL runs"
            case let error as PostgresError where error.sqlState == "42P01":
                "the database lacks tables of this version; run: shouwen migrate"
            default: "\(error)"
            }
        return text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// What `--help` prints at any level.
    func help(_ path: [String]) -> String {
        var parts = ["\(line(path)): \(summary)", usage(path)]
        let commands = children.map { ($0.name, $0.summary) }
        let arguments = arguments.map { ($0.name, $0.purpose) }
        let options =
            options.map {
                ("--\($0.name)\($0.value.map { " \($0)" } ?? "")", $0.purpose + ($0.isRequired ? " (required)" : ""))
            }
            + [("--help", "print this and end")]
        for (title, rows) in [("Commands", commands), ("Arguments", arguments), ("Options", options)]
        where !rows.isEmpty {
            parts.append("\(title):\n" + Self.table(rows))
        }
        if path.isEmpty {
            parts.append("Settings come from the environment; the services' are listed by any of them with --help.")
        }
        return parts.joined(separator: "\n\n")
    }

    private func usage(_ path: [String]) -> String {
        let given = arguments.map { $0.isRequired ? "<\($0.name)>" : "[<\($0.name)>]" }
        let command = children.isEmpty ? [] : ["<command>"]
        return "Usage: " + ([line(path)] + given + command + ["[options]"]).joined(separator: " ")
    }

    private static func table(_ rows: [(String, String)]) -> String {
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { name, purpose in
            "  \(name)\(String(repeating: " ", count: width - name.count + 2))\(purpose)"
        }.joined(separator: "\n")
    }
}
