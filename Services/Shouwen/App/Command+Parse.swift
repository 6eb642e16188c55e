extension Command {
    /// Reads the words after this command's name: which command is meant, and what it is given.
    func parse(_ words: [String], path: [String]) throws -> Request {
        if let first = words.first, let child = children.first(where: { $0.name == first }) {
            return try child.parse(Array(words.dropFirst()), path: path + [first])
        }
        if words.contains("--help") || words.contains("-h") { return .help(self, path) }
        guard action != nil else {
            guard let first = words.first else { return .help(self, path) }
            throw UsageError("\(line(path)) has no command \"\(first)\"; it has \(names(children.map(\.name)))")
        }
        return .run(self, try invocation(words, path))
    }

    enum Request {
        case help(Command, [String])
        case run(Command, Invocation)
    }

    private func invocation(_ words: [String], _ path: [String]) throws -> Invocation {
        var options: [String: String] = [:]
        var rest: [String] = []
        var words = words[...]
        while let word = words.popFirst() {
            guard word.hasPrefix("--") else {
                rest.append(word)
                continue
            }
            let (name, value) = try option(word, &words, path)
            options[name] = value
        }
        for option in self.options where option.isRequired && options[option.name] == nil {
            throw UsageError("\(line(path)) needs --\(option.name) \(option.value ?? ""): \(option.purpose)")
        }
        if let missing = arguments.dropFirst(rest.count).first(where: \.isRequired) {
            throw UsageError("\(line(path)) needs \(missing.name): \(missing.purpose)")
        }
        guard rest.count <= arguments.count else {
            throw UsageError("\(line(path)) takes no \"\(rest[arguments.count])\"; see \(line(path)) --help")
        }
        return Invocation(
            arguments: Dictionary(uniqueKeysWithValues: zip(arguments.map(\.name), rest)),
            options: options
        )
    }

    private func option(
        _ word: String,
        _ rest: inout ArraySlice<String>,
        _ path: [String]
    ) throws -> (name: String, value: String) {
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
            String.init
        )
        guard let option = options.first(where: { $0.name == parts[0] }) else {
            throw UsageError(
                "\(line(path)) has no option --\(parts[0]); it has \(names(options.map { "--\($0.name)" }))"
            )
        }
        guard let placeholder = option.value else {
            guard parts.count == 1 else { throw UsageError("--\(option.name) takes no value") }
            return (option.name, "")
        }
        guard let value = parts.count == 2 ? parts[1] : rest.popFirst(), !value.isEmpty else {
            throw UsageError("--\(option.name) needs a value: \(placeholder), \(option.purpose)")
        }
        return (option.name, value)
    }

    private func names(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.joined(separator: ", ")
    }

    func line(_ path: [String]) -> String {
        (["shouwen"] + path).joined(separator: " ")
    }
}
