import FoundationEssentials
import Testing

@testable import Shouwen

@Suite("The shouwen commands in the handbooks")
struct HandbookTests {
    private static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        .joined(separator: "/")

    @Test(arguments: ["README.md", "README.zh-CN.md"])
    func `are understood as they are written`(_ name: String) throws {
        let text = try String(contentsOfFile: "\(Self.root)/\(name)", encoding: .utf8)
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

    /// A page names services, groups and tickets in angle brackets; each stands for one word.
    @Test func `and in the runbooks are understood too`() throws {
        let folder = "\(Self.root)/deploy/runbooks"
        let pages = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".md") }
        #expect(pages.count > 20)
        for page in pages {
            let text = try String(contentsOfFile: "\(folder)/\(page)", encoding: .utf8)
            let commands = text.matches(of: /(?:`|^)shouwen ([^`\n#]+)/.anchorsMatchLineEndings())
            for command in commands.map({ String($0.1).replacing(/<[^>]*>/, with: "x") }) {
                let words = command.split(separator: " ").map(String.init)
                do {
                    _ = try CommandTree.root.parse(words, path: [])
                } catch let error as UsageError where Self.lacksOptions(error, words) {
                    // Named in prose, without what it needs.
                } catch {
                    Issue.record("\(page): shouwen \(command): \(error)")
                }
            }
        }
    }

    /// A command that prose names alone may lack its required options, and nothing else.
    private static func lacksOptions(_ error: UsageError, _ words: [String]) -> Bool {
        error.description.hasPrefix("shouwen \(words.joined(separator: " ")) needs --")
    }
}
