import FoundationEssentials

/// A README as a newcomer uses it: what it tells them to type, and what it says is there.
struct Handbook {
    static let names = ["README.md", "README.zh-CN.md"]

    /// The lines of its `sh` blocks, without the remarks behind them.
    private(set) var commands: [String] = []
    /// What stands between backticks in its prose, placeholders emptied: they are named in each language's words.
    private(set) var quotations: [String] = []
    /// The files of this repository that it leads to.
    private(set) var links: [String] = []

    init(named name: String) throws {
        self.init(try String(contentsOfFile: "\(Repository.root)/\(name)", encoding: .utf8))
    }

    init(_ text: String) {
        var fence: Substring?
        for line in text.split(separator: "\n") {
            if line.hasPrefix("```") {
                fence = fence == nil ? line.dropFirst(3) : nil
            } else if fence == "sh" {
                commands.append(Self.withoutRemark(String(line)))
            } else if fence == nil {
                quotations += line.matches(of: /`([^`]+)`/).map { String($0.1.replacing(/<[^>]*>/, with: "<>")) }
                links += line.matches(of: /\]\(([^):]+)\)/).map { String($0.1) }
            }
        }
    }

    private static func withoutRemark(_ line: String) -> String {
        var text = line.replacing(/\s+# .*$/, with: "")
        while text.last == " " { text.removeLast() }
        return text
    }

    /// Everything it tells people to type, in blocks and in prose, that begins with this word.
    func lines(beginningWith word: String) -> [String] {
        (commands + quotations).filter { $0 == word || $0.hasPrefix("\(word) ") }
    }

    /// The folders and files of this repository that it names outright; `Audit` is the service that a reader would add.
    var paths: [String] {
        let roots = ["Services/", "Shared/", "Tests/", "deploy/", ".ci/"]
        return (quotations + links).map { String($0.prefix { $0 != " " }) }.filter { path in
            let isNamed = roots.contains { path.hasPrefix($0) } || links.contains(path)
            return isNamed && !path.contains("Audit") && !path.contains { "<{#".contains($0) }
        }
    }
}
