import FoundationEssentials
import Glibc
import Kafka
import Telemetry

/// The command `shouwen-broker`: the embedded broker in a process of its own.
@main
struct Broker {
    static func main() async {
        do {
            let arguments = try BrokerArguments(CommandLine.arguments.dropFirst())
            if arguments.wantsHelp {
                StandardOutput.write(Array(BrokerArguments.help.utf8))
            } else {
                try await Broker(arguments: arguments).run()
            }
        } catch let mistake as BrokerArguments.Mistake {
            complain("\(mistake)")
            exit(2)
        } catch {
            complain("\(error)")
            exit(1)
        }
    }

    let arguments: BrokerArguments

    private func run() async throws {
        // Before the address is written: whoever reads it may send signals.
        let signals = Signals([SIGTERM, SIGINT, SIGUSR1, SIGUSR2])
        let topics = try readTopics()
        let broker = try EmbeddedBroker(brokers: arguments.brokers)
        for topic in topics { try await broker.createTopic(topic.name, partitions: topic.partitions) }
        try announce(broker.bootstrapServers)
        for await signal in signals.received {
            switch signal {
            case SIGUSR1: try await broker.setDown()
            case SIGUSR2: try await broker.setUp()
            default:
                await broker.close()
                return
            }
        }
    }

    private func readTopics() throws -> [TopicsFile.Topic] {
        guard let path = arguments.topicsFile else { return [] }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw BrokerArguments.Mistake(description: "--topics names \(path), which cannot be read as text")
        }
        return try TopicsFile.read(text)
    }

    private func announce(_ address: String) throws {
        StandardOutput.write(Array("\(address)\n".utf8))
        guard let path = arguments.addressFile else { return }
        do {
            // Atomically: whoever waits for the file must not read half of it.
            try Data("\(address)\n".utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw BrokerArguments.Mistake(description: "--address-file names \(path), which cannot be written")
        }
    }

    private static func complain(_ text: String) {
        let line = Array("shouwen-broker: \(text)\n".utf8)
        unsafe _ = line.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
