import Pipeline

/// A command, or a group of commands: its name, what it is for, what it takes and what it does.
struct Command: Sendable {
    let name: String
    let summary: String
    /// What stands on the command line without dashes, in order.
    var arguments: [Argument] = []
    var options: [Option] = []
    var children: [Command] = []
    var action: (@Sendable (Invocation) async throws -> Void)?

    struct Argument: Sendable {
        let name: String
        let purpose: String
        /// Only the last argument of a command may be left out.
        var isRequired = true
    }

    /// `--name VALUE`, or `--name` alone when `value` is nil.
    struct Option: Sendable {
        let name: String
        let value: String?
        let purpose: String
        var isRequired = false
    }

    /// A group of commands.
    static func group(_ name: String, _ summary: String, _ children: [Command]) -> Command {
        Command(name: name, summary: summary, children: children)
    }
}

/// What a person gave a command.
struct Invocation: Sendable {
    let arguments: [String: String]
    let options: [String: String]

    /// An argument of the command; the parser has made sure that it is there.
    func callAsFunction(_ name: String) -> String {
        arguments[name] ?? ""
    }

    /// An argument that may be left out.
    func argument(_ name: String) -> String? {
        arguments[name]
    }

    func option(_ name: String) -> String? {
        options[name]
    }

    func has(_ flag: String) -> Bool {
        options[flag] != nil
    }
}

/// A command line that cannot be carried out, in one line that says what to write instead; the exit code is 2.
struct UsageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
