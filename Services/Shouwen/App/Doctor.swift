import Kafka
import Pipeline
import Postgres
import Tickets

/// Looks at everything Shouwen needs, and says of each whether it is well and what to do if it is not.
struct Doctor: Sendable {
    struct Finding: Hashable, Sendable {
        let isWell: Bool
        let what: String
        let finding: String
        var remedy: String?

        static func well(_ what: String, _ finding: String) -> Finding {
            Finding(isWell: true, what: what, finding: finding)
        }

        static func ill(_ what: String, _ finding: String, do remedy: String) -> Finding {
            Finding(isWell: false, what: what, finding: finding, remedy: remedy)
        }
    }

    private let settings: Settings

    init(_ settings: Settings) {
        self.settings = settings
    }

    func examine() async throws -> [Finding] {
        var findings = try await DatabaseExamination(settings).findings()
        findings += await kafka()
        return findings
    }

    private func kafka() async -> [Finding] {
        let configuration: KafkaConfiguration
        do throws(SettingsError) {
            configuration = try settings.kafka(clientID: "shouwen-doctor")
        } catch {
            return [.ill("Kafka", "is not known: \(error)", do: "set KAFKA_BOOTSTRAP_SERVERS as the services have it")]
        }
        let admin = KafkaAdmin(configuration, timeout: .seconds(5))
        do {
            let cluster = try await admin.cluster()
            return [.well("Kafka", "answers, \(cluster.brokers.count) broker(s)")] + topics(cluster)
                + (await lags(admin))
        } catch {
            return [
                .ill(
                    "Kafka",
                    "does not answer: \(error)",
                    do: "check KAFKA_BOOTSTRAP_SERVERS and the brokers; tickets are still taken, and wait in the outbox"
                )
            ]
        }
    }

    private func topics(_ cluster: Cluster) -> [Finding] {
        guard let events = cluster.topics.first(where: { $0.name == Topic.ticketEvents }) else {
            return [.ill("topics", "\(Topic.ticketEvents) is missing", do: "create the topics of deploy/topics.tsv")]
        }
        let leaderless = cluster.topics.filter { !$0.leaderless.isEmpty }.map(\.name)
        return [
            .well("topics", "\(Topic.ticketEvents) has \(events.partitions) partitions"),
            leaderless.isEmpty
                ? .well("partitions", "all have a leader")
                : .ill(
                    "partitions",
                    "no leader: \(leaderless.joined(separator: ", "))",
                    do: "bring back the brokers that hold them"
                ),
        ]
    }

    private func lags(_ admin: KafkaAdmin) async -> [Finding] {
        var findings: [Finding] = []
        for group in EventConsumer.allCases.map(\.rawValue) {
            do {
                let lag = try await admin.groupLag(group, topics: [Topic.ticketEvents]).reduce(0) { $0 + $1.lag }
                findings.append(
                    lag < 10_000
                        ? .well("lag of \(group)", "\(lag) records")
                        : .ill(
                            "lag of \(group)",
                            "\(lag) records",
                            do: "see that \(group) runs; add a replica if it is busy"
                        )
                )
            } catch {
                findings.append(
                    .ill("lag of \(group)", "unknown: \(error)", do: "see that Kafka's coordinator answers")
                )
            }
        }
        return findings
    }
}
