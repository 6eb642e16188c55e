/// The rules of good code that the compiler and the formatter do not enforce.
enum Manners {
    static let longestFile = 250

    static func check(_ source: Source) -> [Finding] {
        let everywhere = brokers(in: source)
        guard source.isProduct else { return everywhere }
        return everywhere + crashes(in: source) + openness(in: source) + documentation(of: source)
    }

    /// Why, TestKit's BrokerProcess tells.
    private static func brokers(in source: Source) -> [Finding] {
        if source.path.hasPrefix("Services/Broker/") { return [] }
        return source.findings(/\.setDown\(/, hints: ["setDown"], "take a BrokerProcess away instead")
    }

    private static func crashes(in source: Source) -> [Finding] {
        source.findings(/\btry!/, hints: ["!"], "handle the error: try! ends the process")
            + source.findings(/\bas!/, hints: ["!"], "use as? and say what happens otherwise")
            + source.findings(
                /\b(fatalError|preconditionFailure|assertionFailure)\b/,
                hints: ["fatalError", "preconditionFailure", "assertionFailure"],
                "return or throw an error instead"
            )
            + source.findings(/[\w)\]]!(?![=\w])/, hints: ["!"], "unwrap with guard or if, not with !")
    }

    private static func openness(in source: Source) -> [Finding] {
        source.findings(
            /\b(public|open)\s+(import|struct|class|enum|actor|protocol|func|var|let|init|extension|static|final|typealias)\b/,
            hints: ["public", "open"],
            "nothing here is a library: use package"
        )
    }

    private static func documentation(of source: Source) -> [Finding] {
        let declaration =
            /^(?:@[\w]+(?:\([^)]*\))?\s+)*(?:(?:package|internal|private|fileprivate|final|indirect|nonisolated|distributed)\s+)*(?:struct|class|enum|actor|protocol)\s+\w+/
        return source.lines(with: ["struct", "class", "enum", "actor", "protocol"])
            .filter { source.code[$0].contains(declaration) && !isDocumented(line: $0, of: source) }
            .map { source.finding($0, "say in one /// sentence what this type is for") }
    }

    private static func isDocumented(line: Int, of source: Source) -> Bool {
        var above = line - 1
        while above >= 0, source.lines[above].hasPrefix("@") || source.lines[above].hasPrefix("#if") { above -= 1 }
        return above >= 0 && source.lines[above].hasPrefix("///")
    }

    static func length(of source: Source) -> [Finding] {
        // The text ends with a newline, so there is one empty line more than it has.
        source.lines.count - 1 <= longestFile
            ? [] : [source.finding(longestFile, "longer than \(longestFile) lines: split it by what it does")]
    }
}
