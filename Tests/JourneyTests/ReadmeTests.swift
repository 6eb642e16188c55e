import Foundation
import Pipeline
import Postgres
import TestKit
import Testing

/// Every `sh` block of the handbooks for a newcomer's machine, run as it is written against a real intake.
///
/// The list of make targets is not among them, nor what is for production: `make compose-test` runs that.
@Suite("A newcomer with the handbook in hand", .timeLimit(.minutes(2)))
struct ReadmeTests {
    @Test(arguments: ["README.md", "README.zh-CN.md"])
    func `hands a ticket in and follows it`(_ handbook: String) async throws {
        let text = try String(contentsOfFile: "\(Self.root)/\(handbook)", encoding: .utf8)
        let chapters = text.split(separator: "\n## ").filter { !$0.contains("docker compose up") }
        let blocks = chapters.flatMap { Self.blocks(String($0)) }.filter { !$0.hasPrefix("make ") }
        #expect(!blocks.isEmpty)
        try await withDatabase(migrations: Migrations.all) { database in
            try await TemporaryFolder.with { folder in
                let visit = try await Visit(database, folder)
                defer { visit.end() }
                for block in blocks {
                    let answer = try await visit.type(block)
                    #expect(answer.contains("HTTP/1.1 201"), "\(answer)")
                    let number = try #require(answer.firstMatch(of: /"number":"([^"]+)"/)).1
                    try await visit.follow(String(number), as: text)
                }
            }
        }
    }

    private static var root: String {
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    }

    private static func blocks(_ text: String) -> [String] {
        text.matches(of: /```sh\n((?:.*\n)*?)```/).map { String($0.1) }
    }
}

/// What `make run` prepares, as far as the commands need it: tokens, the programs, and intake on a port that is free.
private final class Visit {
    private let folder: TemporaryFolder
    private let environment: [String: String]
    private var running: [Process] = []
    private var port = ""

    init(_ database: TestDatabase, _ folder: TemporaryFolder) async throws {
        self.folder = folder
        environment = [
            "PATH": "\(Self.programs):/usr/bin:/bin", "DATABASE_URL": database.url,
            "SHOUWEN_LISTEN": "127.0.0.1:0", "SHOUWEN_OPS_LISTEN": "127.0.0.1:0",
            "SHOUWEN_LINK_SECRET_FILE": try folder.write(String(repeating: "s", count: 32), to: "secret"),
        ]
        _ = try await type("mkdir .local && shouwen seed --demo --tokens .local/tokens")
        try start("exec intake", output: "intake.log")
        try await eventually("intake serves") { [folder] in try folder.read("intake.log").contains("\"serving\"") }
        port = try #require(folder.read("intake.log").firstMatch(of: /"port":(\d+)/)).1.description
    }

    /// Runs a block to its end, and answers what it printed.
    func type(_ block: String) async throws -> String {
        let name = "typed-\(running.count)"
        let shell = try start(block.replacing("127.0.0.1:8080", with: "127.0.0.1:\(port)"), output: name)
        try await eventually("\(block) ends") { !shell.isRunning }
        return try folder.read(name)
    }

    /// Follows the ticket with the command that the handbook quotes.
    func follow(_ number: String, as text: String) async throws {
        let command = try #require(text.firstMatch(of: /`(shouwen ticket follow )<[^>]+>`/)).1
        let shell = try start("exec \(command)\(number)", output: "followed")
        try await eventually("the ticket's first event is shown") { [folder] in
            try folder.read("followed").contains("#1") || !shell.isRunning
        }
        #expect(try folder.read("followed").contains("received"))
    }

    func end() {
        for process in running where process.isRunning { process.terminate() }
    }

    @discardableResult
    private func start(_ script: String, output: String) throws -> Process {
        let file = URL(filePath: try folder.write("", to: output))
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments = ["100", "bash", "-c", script]
        process.environment = environment
        process.currentDirectoryURL = URL(filePath: folder.path)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: file)
        process.standardError = process.standardOutput
        try process.run()
        running.append(process)
        return process
    }

    /// Where the programs lie beside the one that runs these tests.
    private static var programs: String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    }
}
