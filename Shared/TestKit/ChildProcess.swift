package import Foundation
import Synchronization
import Testing

/// A program of this package running as a process of its own, for tests of the whole; it never outlives the test process.
package final class ChildProcess: Sendable {
    package let name: String
    package let log: URL
    private let process: Mutex<Process>

    /// - Parameters:
    ///   - name: the product, such as `intake`.
    ///   - arguments: its command line.
    ///   - environment: all it sees of settings; `PATH` is added.
    ///   - folder: where its output goes, to a file of its name.
    /// - Throws: when it cannot be started.
    package init(
        _ name: String,
        _ arguments: [String] = [],
        environment: [String: String],
        logs folder: URL
    ) throws {
        self.name = name
        log = folder.appending(path: "\(name)-\(UUID().uuidString.prefix(8)).log")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/setpriv")
        process.arguments = ["--pdeathsig", "KILL", Self.builds.appending(path: name).path] + arguments
        process.environment = environment.merging(["PATH": "/usr/bin:/bin"]) { own, _ in own }
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        let output = try FileHandle(forWritingTo: log)
        process.standardOutput = output
        process.standardError = output
        try process.run()
        self.process = Mutex(process)
    }

    /// The folder with the products that were built together with this test.
    private static var builds: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: ".build/debug")
    }

    package var isRunning: Bool {
        process.withLock(\.isRunning)
    }

    package var output: String {
        (try? String(contentsOf: log, encoding: .utf8)) ?? ""
    }

    /// Ends it the way the out-of-memory killer does.
    package func kill() async throws {
        try await end(with: SIGKILL)
    }

    /// Asks it to stop, and waits until it has.
    package func stop() async throws {
        try await end(with: SIGTERM)
    }

    /// Waits until it has ended by itself; answers its exit code.
    package func exitCode() async throws -> Int32 {
        try await eventually("\(name) ends") { !isRunning }
        return process.withLock(\.terminationStatus)
    }

    private func end(with signal: Int32) async throws {
        process.withLock { if $0.isRunning { _ = Foundation.kill($0.processIdentifier, signal) } }
        try await eventually("\(name) ends", within: .seconds(30)) { !isRunning }
    }
}
