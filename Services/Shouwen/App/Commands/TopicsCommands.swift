import FoundationEssentials
import Kafka
import Pipeline

/// `shouwen topics`: makes the topics of a deployment, so that none ever comes about by accident.
enum TopicsCommands {
    static let group = Command.group("topics", "the topics on Kafka", [create])

    private static let create = Command(
        name: "create",
        summary: "create the topics of a file that are not there yet; those that are there stay as they are",
        arguments: [.init(name: "FILE", purpose: "lines of topic, partitions and days, such as deploy/topics.tsv")],
        action: { invocation in
            let topics = try read(invocation("FILE"))
            let admin = KafkaAdmin(try Settings.fromProcess().kafka(clientID: "shouwen-topics"), timeout: .seconds(30))
            let made = try await admin.create(topics)
            Terminal.say("topics created: \(made.count), already there: \(topics.count - made.count)")
        }
    )

    private static func read(_ path: String) throws -> [TopicSpecification] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw UsageError("\(path) cannot be read")
        }
        return try text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let fields = line.split(separator: "\t")
            guard fields.count == 3, let partitions = Int(fields[1]), partitions > 0, let days = Int(fields[2]) else {
                throw UsageError("\(path): \(line): expected topic, partitions and days, with tabs between them")
            }
            return TopicSpecification(
                name: String(fields[0]),
                partitions: partitions,
                configuration: ["retention.ms": String(days * 86_400_000)]
            )
        }
    }
}
