import Kafka
import Pipeline
import Tickets

/// Whether the topics are there and can be written.
struct TopicsExamination {
    private let cluster: Cluster
    private let departments: [String]

    init(_ cluster: Cluster, departments: [String]) {
        (self.cluster, self.departments) = (cluster, departments)
    }

    func findings() -> [Finding] {
        let known = Set(cluster.topics.map(\.name))
        let missing = wanted.filter { !known.contains($0) }
        let leaderless = cluster.topics.filter { !$0.leaderless.isEmpty }.map(\.name)
        return [
            missing.isEmpty
                ? .well("topics", "\(known.count) are there")
                : .ill(
                    "topics",
                    "missing: \(missing.joined(separator: ", "))",
                    do: "run: shouwen topics create deploy/topics.tsv (add a new department's there first)",
                    see: missing.contains(Topic.ticketEvents) ? "OutboxStalled" : "MessagesRefused"
                ),
            leaderless.isEmpty
                ? .well("partitions", "all have a leader")
                : .ill(
                    "partitions",
                    "no leader: \(leaderless.joined(separator: ", "))",
                    do: "bring back the brokers that hold them",
                    see: "KafkaUnreachable"
                ),
        ]
    }

    private var wanted: [String] {
        let own = departments.map(DepartmentCode.init(rawValue:)).flatMap { department in
            [Topic.tickets(of: department), Topic.actions(of: department)]
                + [Topic.deadLetters(of: Topic.actions(of: department))]
        }
        return [Topic.ticketEvents, Topic.deadLetters(of: Topic.ticketEvents)] + own
    }
}
