import FoundationEssentials
import Testing

@testable import Shouwen

@Suite("The shouwen commands in the handbooks")
struct HandbookTests {
    @Test(arguments: ["README.md", "README.zh-CN.md"])
    func `are understood as they are written`(_ name: String) throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let text = try String(contentsOfFile: "\(root)/\(name)", encoding: .utf8)
        let commands = text.matches(of: /`shouwen ([^`]+)`/).map { String($0.1) }
        #expect(commands.count >= 3, "the commands were not found")
        for command in commands {
            let words = command.split(separator: " ").map(String.init)
            do {
                _ = try CommandTree.root.parse(words, path: [])
            } catch let error as UsageError where Self.lacksOptions(error, words) {
                // Named in prose, without what it needs.
            }
        }
    }

    /// A command that prose names alone may lack its required options, and nothing else.
    private static func lacksOptions(_ error: UsageError, _ words: [String]) -> Bool {
        error.description.hasPrefix("shouwen \(words.joined(separator: " ")) needs --")
    }
}
