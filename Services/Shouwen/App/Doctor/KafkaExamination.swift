import Kafka
import Pipeline
import Tickets

/// Kafka's part of the doctor's findings: brokers, topics, groups and dead letters.
struct KafkaExamination {
    /// Kafka at one moment.
    struct Look: Sendable {
        var failure: String?
        var cluster: Cluster?
        var groups: [String: GroupLook] = [:]

        var lags: Bool { groups.values.contains { $0.lag > 0 } }
    }

    private static let actions = "router-actions"

    private let settings: Settings
    private let clock: @Sendable () -> Int64

    init(_ settings: Settings, clock: @escaping @Sendable () -> Int64) {
        (self.settings, self.clock) = (settings, clock)
    }

    func look() async -> Look {
        do {
            let admin = try admin()
            let cluster = try await admin.cluster()
            var look = Look(cluster: cluster)
            for (group, topics) in Self.groups(cluster) {
                look.groups[group] = await GroupLook(group, topics, through: admin)
            }
            return look
        } catch {
            return Look(failure: "\(error)")
        }
    }

    private func admin() throws(SettingsError) -> KafkaAdmin {
        KafkaAdmin(try settings.kafka(clientID: "shouwen-doctor"), timeout: .seconds(5))
    }

    private static func groups(_ cluster: Cluster) -> [(name: String, topics: [String])] {
        EventConsumer.allCases.map { ($0.rawValue, [Topic.ticketEvents]) }
            + [(actions, cluster.topics.map(\.name).filter { Topic.department(ofActions: $0) != nil })]
    }

    /// What two looks and a last question say; `departments` have topics of their own.
    func findings(_ before: Look, departments: [String], pause: Duration) async -> [Finding] {
        guard before.failure == nil, let admin = try? admin() else { return [unreachable(before)] }
        let now = before.lags ? await look() : before
        guard let cluster = now.cluster else { return [unreachable(now)] }
        var findings: [Finding] = [.well("Kafka", "answers, \(cluster.brokers.count) broker(s)")]
        findings += TopicsExamination(cluster, departments: departments).findings()
        for (group, _) in Self.groups(cluster) {
            guard let one = before.groups[group], let other = now.groups[group] else { continue }
            let members = try? await admin.groupMembers(group)
            findings.append(GroupPace(group, before: one, now: other, in: pause, members: members).finding)
        }
        let letters = cluster.topics.map(\.name).filter { $0.hasSuffix(Topic.deadLetters(of: "")) }
        return findings + (await DeadLetterExamination(letters, now: clock()).findings(through: admin))
    }

    private func unreachable(_ look: Look) -> Finding {
        .ill(
            "Kafka",
            "does not answer: \(look.failure ?? "it went away meanwhile")",
            do: "check KAFKA_BOOTSTRAP_SERVERS and the brokers; tickets are still taken, and wait in the outbox",
            see: "KafkaUnreachable"
        )
    }
}
