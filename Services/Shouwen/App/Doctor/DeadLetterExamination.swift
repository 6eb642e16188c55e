import Kafka
import Pipeline

/// Whether records were put aside because nobody can read them, and why.
struct DeadLetterExamination {
    private static let day: Int64 = 86_400_000
    private let topics: [String]
    private let now: Int64

    /// - Parameters:
    ///   - topics: the dead-letter topics.
    ///   - now: in microseconds since 1970.
    init(_ topics: [String], now: Int64) {
        (self.topics, self.now) = (topics, now / 1000)
    }

    func findings(through admin: KafkaAdmin) async -> [Finding] {
        let records: [Record]
        do {
            records = try await admin.last(100, of: topics)
        } catch {
            return [
                .ill("dead letters", "unknown: \(error)", do: "see that Kafka answers", see: "KafkaUnreachable")
            ]
        }
        let recent = records.filter { ($0.timestamp ?? 0) > now - Self.day }
        guard !recent.isEmpty else {
            return [.well("dead letters", records.isEmpty ? "none" : "none since yesterday")]
        }
        return Dictionary(grouping: recent, by: \.topic).sorted { $0.key < $1.key }.map(Self.finding)
    }

    private static func finding(_ topic: String, _ records: [Record]) -> Finding {
        let last = records.max { ($0.timestamp ?? 0) < ($1.timestamp ?? 0) }
        let text = { (name: String) in
            last?.headers.last { $0.name == name }?.value.map { String(decoding: $0, as: UTF8.self) }
        }
        let origin = [
            text("kafka_dlt-original-topic"), text("kafka_dlt-original-partition"), text("kafka_dlt-original-offset"),
        ]
        return .ill(
            "dead letters",
            "\(topic) got \(records.count == 100 ? "100 or more" : "\(records.count)") in a day; the last by "
                + "\(text("x-consumer") ?? "an unknown consumer"), of \(origin.map { $0 ?? "?" }.joined(separator: "/")): "
                + (text("kafka_dlt-exception-message") ?? "no reason was written"),
            do: "tell whoever wrote the record; other records flow on",
            see: "DeadLetters"
        )
    }
}
