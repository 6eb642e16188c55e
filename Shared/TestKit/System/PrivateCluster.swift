import FoundationEssentials
import Glibc
import Processes
import Testing

/// A PostgreSQL server of one system's own, to be stopped, killed and started.
package struct PrivateCluster: Sendable {
    package let url: String
    private let folder: String
    private let isDurable: Bool

    /// Starts a server with Shouwen's tables; what is `durable` keeps what it has committed when it is killed.
    package static func with(durable: Bool = false, _ body: (PrivateCluster) async throws -> Void) async throws {
        try await TemporaryFolder.with { folder in
            // The server runs as a user of its own, who must get through to its data.
            try FileManager.default.setAttributes([.posixPermissions: 0o711], ofItemAtPath: folder.path)
            let data = folder.path(of: "postgres")
            let url = try await run(["start"] + (durable ? [] : ["--fast"]) + [data])
            let cluster = PrivateCluster(url: url, folder: data, isDurable: durable)
            do {
                _ = try await ChildProcess.run(
                    BuildFolder.program("shouwen"),
                    ["migrate"],
                    environment: BuildFolder.environment.merging(["DATABASE_URL": cluster.url]) { $1 }
                )
                try await body(cluster)
            } catch {
                try? await cluster.stop()
                throw error
            }
            try await cluster.stop()
        }
    }

    /// Starts it again, and returns when it answers.
    package func start() async throws {
        _ = try await Self.run(["start"] + (isDurable ? [] : ["--fast"]) + [folder])
    }

    package func stop() async throws {
        _ = try await Self.run(["stop", folder])
    }

    /// Ends it at once, as `pg_ctl stop -m immediate` does: nothing is written out, the next start recovers.
    package func stopImmediately() async throws {
        let pid = try pid()
        guard kill(pid, SIGQUIT) == 0 else { throw ProcessFailure("PostgreSQL (\(pid)) could not be told to quit") }
        try await eventually("PostgreSQL is gone") { kill(pid, 0) != 0 }
    }

    /// The process that all others of the server are children of.
    package func pid() throws -> Int32 {
        let lines = try String(contentsOfFile: "\(folder)/data/postmaster.pid", encoding: .utf8).split(separator: "\n")
        guard let pid = lines.first.flatMap({ Int32($0) }) else { throw ProcessFailure("PostgreSQL does not run") }
        return pid
    }

    /// The last line of what the script says, which is the server's address where it starts one.
    private static func run(_ arguments: [String]) async throws -> String {
        let output = try await ChildProcess.run(
            BuildFolder.source("deploy/local/postgres"),
            arguments,
            environment: BuildFolder.environment
        )
        return String(output.split(separator: "\n").last ?? "")
    }
}
