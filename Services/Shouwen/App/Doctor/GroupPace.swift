import Kafka

/// A consumer group at one moment.
struct GroupLook: Sendable {
    /// Records done since the topics began, and records published: only their differences mean something.
    var done: Int64 = 0
    var published: Int64 = 0
    var failure: String?

    var lag: Int64 { published - done }
}

extension GroupLook {
    init(_ group: String, _ topics: [String], through admin: KafkaAdmin) async {
        do {
            let positions = try await admin.groupPositions(group, topics: topics)
            done = positions.reduce(0) { $0 + $1.next }
            published = positions.reduce(0) { $0 + $1.end }
        } catch {
            failure = "\(error)"
        }
    }
}

/// How a consumer group comes along, judged by two looks some seconds apart.
struct GroupPace: Sendable {
    private let group: String
    private let before: GroupLook
    private let now: GroupLook
    private let seconds: Double
    /// Nil where the broker does not tell.
    private let members: Int?

    init(_ group: String, before: GroupLook, now: GroupLook, in time: Duration, members: Int?) {
        (self.group, self.before, self.now, self.members) = (group, before, now, members)
        seconds = time / .seconds(1)
    }

    var finding: Finding {
        if let failure = now.failure ?? before.failure {
            return .ill(
                what,
                "unknown: \(failure)",
                do: "see that Kafka's coordinator answers",
                see: "KafkaUnreachable"
            )
        }
        if members == 0 {
            return .ill(
                what,
                "no member reads, and \(now.lag) records wait",
                do: "start \(service)",
                see: "ServiceAbsent"
            )
        }
        guard before.lag > 0, now.lag > 0 else { return .well(what, "\(now.lag) records wait") }
        let done = now.done - before.done
        guard done > 0 else {
            return .ill(
                what,
                "stands still: \(now.lag) records wait, and none was done in \(Int(seconds)) s",
                do: "see what \(service) logs; restart it if that says nothing",
                see: "ConsumerSilent"
            )
        }
        let minutes = Double(now.lag) / (Double(done) / seconds) / 60
        guard minutes > 1, now.lag >= before.lag else {
            return .well(what, "\(now.lag) records wait, \(done) were done in \(Int(seconds)) s")
        }
        return .ill(
            what,
            "is slow: \(now.lag) records wait, not fewer than before, and \(done) were done in \(Int(seconds)) s; "
                + "at this speed they take \(Int(minutes.rounded(.up))) minutes",
            do: "add a replica of \(service), or find what it waits for",
            see: "ConsumerLagNotShrinking"
        )
    }

    private var what: String { "group \(group)" }
    private var service: String { group == "router-actions" ? "router" : group }
}
