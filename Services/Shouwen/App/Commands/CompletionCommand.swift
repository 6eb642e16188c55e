/// `shouwen completion`: what a shell needs to complete commands and options.
enum CompletionCommand {
    static func command(for root: @escaping @Sendable () -> Command) -> Command {
        Command(
            name: "completion",
            summary: "print shell completion: source <(shouwen completion bash)",
            arguments: [.init(name: "shell", purpose: "bash or zsh")],
            action: { invocation in
                switch invocation("shell") {
                case "bash": Terminal.say(bash(root()))
                case "zsh": Terminal.say("autoload -U +X bashcompinit && bashcompinit\n" + bash(root()))
                case let other: throw UsageError("completion is made for bash and zsh, not for \"\(other)\"")
                }
            }
        )
    }

    private static func bash(_ root: Command) -> String {
        """
        _shouwen() {
            local path="" word
            for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
                case "$word" in -*) ;; *) path="$path $word" ;; esac
            done
            case "$path" in
        \(cases(root, path: "").joined(separator: "\n"))
            esac
        }
        complete -F _shouwen shouwen
        """
    }

    private static func cases(_ command: Command, path: String) -> [String] {
        let words = command.children.map(\.name) + command.options.map { "--\($0.name)" } + ["--help"]
        let own =
            "        \"\(path)\"\(command.action == nil ? "" : "*")) COMPREPLY=($(compgen -W \"\(words.joined(separator: " "))\" -- \"${COMP_WORDS[COMP_CWORD]}\")) ;;"
        return command.children.flatMap { cases($0, path: "\(path) \($0.name)") } + [own]
    }
}
