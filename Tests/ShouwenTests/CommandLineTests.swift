import Testing

@testable import Shouwen

@Suite("The command line of shouwen")
struct CommandLineTests {
    private func run(_ line: String) throws -> Invocation? {
        guard case .run(_, let invocation) = try parse(line) else { return nil }
        return invocation
    }

    private func parse(_ line: String) throws -> Command.Request {
        try CommandTree.root.parse(line.split(separator: " ").map(String.init), path: [])
    }

    @Test func `follows one ticket when it is named, and all of them otherwise`() throws {
        #expect(try run("ticket follow SW-20261123-000042")?.argument("ticket") == "SW-20261123-000042")
        let all = try #require(try run("ticket follow"))
        #expect(all.argument("ticket") == nil)
        #expect(throws: UsageError.self) { try parse("ticket follow one two") }
    }

    @Test func `says which argument is missing`() {
        #expect(throws: UsageError.self) { try parse("ticket show") }
        #expect(throws: UsageError.self) { try parse("parked retry router") }
    }

    @Test func `shows in its usage what may be left out`() throws {
        guard case .help(let command, let path) = try parse("ticket follow --help") else {
            Issue.record("--help is not understood")
            return
        }
        #expect(command.help(path).contains("Usage: shouwen ticket follow [<ticket>] [options]"))
    }

    @Test func `marks the options that must be given`() throws {
        guard case .help(let command, let path) = try parse("token create --help") else {
            Issue.record("--help is not understood")
            return
        }
        let lines = command.help(path).split(separator: "\n")
        #expect(lines.filter { $0.hasSuffix("(required)") }.count == 2)
    }

    @Test(arguments: ["", "ticket", "token", "webhook", "parked", "topics"])
    func `explains itself at every level`(_ line: String) throws {
        guard case .help(let command, let path) = try parse(line) else {
            Issue.record("\(line) alone is not answered with help")
            return
        }
        for child in command.children {
            #expect(command.help(path).contains("  \(child.name) "))
            guard case .help = try parse("\(line) \(child.name) --help") else {
                Issue.record("\(line) \(child.name) --help is not understood")
                continue
            }
        }
    }
}
