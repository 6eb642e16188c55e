import Foundation
import Kafka
import Synchronization

/// A real Kafka of one node, from the folder that `KAFKA_HOME` names, for tests that want more than the embedded broker.
///
/// It lives in a temporary folder and ends with this process, however that ends.
package final class RealKafka: Sendable {
    package let bootstrapServers: String
    private let folder: URL
    private let orders: Mutex<FileHandle?>

    /// Why the node does not run; with the end of its log.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// The folder of a Kafka distribution (with `libs/`), where the environment names one.
    package static var home: String? {
        ProcessInfo.processInfo.environment["KAFKA_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The node that all tests of this process share, or nil where `KAFKA_HOME` is not set.
    package static func shared() async throws -> RealKafka? {
        try await sharedStart.value
    }

    private static let sharedStart = Task { () -> RealKafka? in
        guard let home else { return nil }
        return try await RealKafka(home: home)
    }

    /// A second way in: the node listens on one port there, and tells clients that they find it on another.
    package struct SideDoor: Sendable {
        package let port: Int
        package let advertised: Int

        package init(port: Int, advertised: Int) {
            (self.port, self.advertised) = (port, advertised)
        }
    }

    /// Starts a node and waits until it answers; one that `lasts` is compiled as fully as in production, which pays only
    /// after minutes.
    package init(home: String, sideDoor: SideDoor? = nil, lasts: Bool = false) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "shouwen-kafka-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let ports = try FreePorts.pick(2)
        bootstrapServers = "127.0.0.1:\(ports[0])"
        let data = folder.appending(path: "data")
        let properties = Self.properties(client: ports[0], controller: ports[1], data: data, sideDoor)
        let file = folder.appending(path: "server.properties")
        try Data(properties.utf8).write(to: file)
        let input = Pipe()
        let keeper = Process()
        keeper.executableURL = URL(filePath: "/bin/sh")
        keeper.arguments =
            ["-c", Self.keeperScript, "kafka", folder.path, file.path] + Self.java(home, lasts, in: folder)
        keeper.standardInput = input
        try keeper.run()
        orders = Mutex(input.fileHandleForWriting)
        try await untilReady()
    }

    /// Ends the node as `kill -9` does; what it has acknowledged stays on disk.
    package func crash() throws {
        try order("crash")
    }

    /// Asks the node to end, as a deployment does, and returns at once; it may take its time.
    package func halt() throws {
        try order("halt")
    }

    /// Stops the node in the middle of whatever it does, its connections left open.
    package func pause() throws {
        try order("pause")
    }

    /// Lets the node go on as if nothing had happened.
    package func resume() throws {
        try order("resume")
    }

    /// Starts the node again, after it ended or at once after killing it, and waits until it answers.
    package func restart() async throws {
        try order("restart")
        try await untilReady()
    }

    /// Ends the node for good and removes its folder.
    package func stop() {
        orders.withLock { handle in
            try? handle?.close()
            handle = nil
        }
    }

    private func order(_ order: String) throws {
        try orders.withLock { try $0?.write(contentsOf: Data("\(order)\n".utf8)) }
    }

    private func untilReady() async throws {
        let configuration = KafkaConfiguration(bootstrapServers: bootstrapServers, clientID: "real-kafka")
        do {
            _ = try await KafkaAdmin(configuration, timeout: .seconds(60)).cluster()
        } catch {
            let log = (try? String(contentsOf: folder.appending(path: "log"), encoding: .utf8)) ?? ""
            throw Failure(description: "the Kafka of KAFKA_HOME does not answer (\(error)): …\(log.suffix(1500))")
        }
    }

    /// Keeps the node alive for as long as somebody holds the other end of its input.
    private static let keeperScript = """
        folder=$1 properties=$2
        shift 2
        trap '' INT
        begin() {
            "$@" kafka.Kafka "$properties" </dev/null >>"$folder/log" 2>&1 &
            node=$!
        }
        end() { kill -9 "$node" && wait "$node"; } 2>/dev/null
        "$@" kafka.tools.StorageTool format --ignore-formatted -t 5L6g3nShT-eMCtK--X86sw -c "$properties" \\
            </dev/null >"$folder/log" 2>&1
        begin "$@"
        while read -r order; do
            case "$order" in
                pause) kill -STOP "$node" ;;
                resume) kill -CONT "$node" ;;
                halt) { kill -TERM "$node" && wait "$node"; } 2>/dev/null ;;
                crash) end ;;
                *) end; begin "$@" ;;
            esac
        done
        end
        rm -rf "$folder"
        """

    private static func java(_ home: String, _ lasts: Bool, in folder: URL) -> [String] {
        let logging = "\(home)/log4j2.properties"
        let options = FileManager.default.fileExists(atPath: logging) ? ["-Dlog4j2.configurationFile=\(logging)"] : []
        let memory = ["-Xmx384m", "-XX:+UseSerialGC"] + (lasts ? [] : ["-XX:TieredStopAtLevel=1"])
        // The libraries that it unpacks go with the folder, also after it was killed.
        return ["java", "-Djava.io.tmpdir=\(folder.path)"] + memory + options + ["-cp", "\(home)/libs/*"]
    }

    private static func properties(client: Int, controller: Int, data: URL, _ sideDoor: SideDoor?) -> String {
        let listener = sideDoor.map { ",SIDE://127.0.0.1:\($0.port)" } ?? ""
        let advertised = sideDoor.map { ",SIDE://127.0.0.1:\($0.advertised)" } ?? ""
        return """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:\(controller)
            listeners=PLAINTEXT://127.0.0.1:\(client),CONTROLLER://127.0.0.1:\(controller)\(listener)
            advertised.listeners=PLAINTEXT://127.0.0.1:\(client)\(advertised)
            controller.listener.names=CONTROLLER
            listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SIDE:PLAINTEXT
            log.dirs=\(data.path)
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=4
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            group.initial.rebalance.delay.ms=0
            group.min.session.timeout.ms=1000
            auto.create.topics.enable=false
            broker.session.timeout.ms=2000
            broker.heartbeat.interval.ms=500

            """
    }
}
