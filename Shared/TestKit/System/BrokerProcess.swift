import FoundationEssentials
import Glibc
import Processes
import Testing

/// The embedded broker in a process of its own, which can be taken down and comes back.
///
/// Never take down one inside this process: librdkafka closes its port and binds it again at once, and aborts when a child
/// of ours, forked and not yet another program, still holds the port in that moment.
package final class BrokerProcess: Sendable {
    package let bootstrapServers: String
    private let child: ChildProcess

    private init(_ child: ChildProcess, bootstrapServers: String) {
        (self.child, self.bootstrapServers) = (child, bootstrapServers)
    }

    /// Starts one with these topics, and ends it after `body`.
    package static func with(
        topics: [(name: String, partitions: Int)],
        _ body: (BrokerProcess) async throws -> Void
    ) async throws {
        try await TemporaryFolder.with { folder in
            let lines = topics.map { "\($0.name)\t\($0.partitions)\n" }
            let file = URL(filePath: folder.path(of: "topics.tsv"))
            try Data(lines.joined().utf8).write(to: file)
            let broker = try await start(in: folder, topics: file.path)
            do {
                try await body(broker)
            } catch {
                await broker.end()
                throw error
            }
            await broker.end()
        }
    }

    /// Starts one that leaves its address and its log in `folder`, with the topics that the file at `topics` names.
    package static func start(in folder: TemporaryFolder, topics: String) async throws -> BrokerProcess {
        let child = try await ChildProcess.start(
            BuildFolder.program("shouwen-broker"),
            ["--address-file", folder.path(of: "broker"), "--topics", topics],
            environment: BuildFolder.environment,
            log: folder.path(of: "broker.log")
        )
        try await eventually("the broker tells its address") { folder.exists("broker") }
        let servers = try folder.read("broker").split(separator: "\n").first
        return BrokerProcess(child, bootstrapServers: String(servers ?? ""))
    }

    /// The process, as the system numbers it.
    package var id: Int32 { child.id }

    /// Cuts the connections and lets none in until `comeBack`; what it has acknowledged stays.
    package func goAway() async throws {
        child.signal(SIGUSR1)
        try await eventually("the broker is away") { await !SystemBroker.answers(at: bootstrapServers) }
    }

    package func comeBack() async throws {
        child.signal(SIGUSR2)
        try await eventually("the broker is back") { await SystemBroker.answers(at: bootstrapServers) }
    }

    package func signal(_ number: Int32) {
        child.signal(number)
    }

    package func end() async {
        child.signal(SIGKILL)
        await child.ended()
    }
}
