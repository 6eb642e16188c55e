import FoundationEssentials

/// One file of the repository, as the house rules see it: its path, its text, and its code without comments and strings.
struct Source {
    let path: String
    let lines: [String]
    /// The same lines with comments and string contents blanked out, so that prose never breaks a rule about code.
    let code: [String]
    /// The words of each line of code: looking one up is a thousand times faster than matching a pattern.
    private let words: [Set<Substring>]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        code = CodeOnly.of(text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        words = code.map { line in
            var words = Set(line.split { !($0.isLetter || $0.isNumber || $0 == "_") })
            if line.utf8.contains(UInt8(ascii: "!")) { words.insert("!") }
            return words
        }
    }

    var isTest: Bool { path.hasPrefix("Tests/") }
    var isProduct: Bool { path.hasPrefix("Services/") || path.hasPrefix("Shared/") }
    /// Rules and tickets hold decisions only: no clock, no chance, no world outside.
    var isPure: Bool {
        path.hasPrefix("Shared/Tickets/") || (path.hasPrefix("Services/") && path.contains("/Rules/"))
    }

    func finding(_ index: Int, _ problem: String) -> Finding {
        Finding(path: path, line: index + 1, problem: problem)
    }

    /// One finding for each line of code in which `pattern` occurs; a line with none of `hints` cannot hold it.
    func findings(
        _ pattern: some RegexComponent,
        hints: Set<Substring>? = nil,
        _ problem: String
    ) -> [Finding] {
        // Unicode's own word boundaries see one word in `Task.sleep`.
        let pattern = pattern.regex.wordBoundaryKind(.simple)
        let lines = hints.map { self.lines(with: $0) } ?? Array(code.indices)
        return lines.filter { code[$0].contains(pattern) }.map { finding($0, problem) }
    }

    /// The lines of code that hold any of these words.
    func lines(with hints: Set<Substring>) -> [Int] {
        code.indices.filter { !words[$0].isDisjoint(with: hints) }
    }
}

/// A place where the house rules are broken, and what to do about it.
struct Finding: Hashable, CustomStringConvertible {
    let path: String
    let line: Int
    let problem: String

    var description: String { "\(path):\(line): \(problem)" }
}

/// The Swift files of this repository.
enum Repository {
    static var root: String {
        let folders = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return folders.dropLast(3).joined(separator: "/")
    }

    /// Read once for all rules.
    static let sources = Result { try readSources() }

    private static func readSources() throws -> [Source] {
        try ["Services", "Shared", "Tests"].flatMap { folder in
            try FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")
                .filter { $0.hasSuffix(".swift") }
                .sorted()
                .map { "\(folder)/\($0)" }
        }
        .map { path in
            Source(path: path, text: try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8))
        }
    }
}
