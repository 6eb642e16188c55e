package import Kafka

/// Judges whether records that wait in Kafka come to a consumer; librdkafka can stop fetching and say nothing.
package struct DeliveryWatch: Sendable {
    private var handedOut = 0

    package init() {}

    /// Takes one look, and compares it with the one before.
    ///
    /// - Parameters:
    ///   - standing: how the consumer's reading goes.
    ///   - ends: the ends of its partitions as somebody else asked for them: a client that has stopped fetching hears of
    ///     none. Where they are not known, the client's own word counts.
    /// - Returns: that it stands, where records could come and wait, and none came since the look before.
    package mutating func look(at standing: ConsumerStanding, ends: [TopicPartition: Int64] = [:]) -> Watchdog.Sight {
        defer { handedOut = standing.handedOut }
        guard standing.handedOut == handedOut else { return .moves }
        guard Self.couldRead(standing), let places = standing.statistics?.places else { return .rests }
        let isBehind = places.contains { partition, place in
            place.fetched > 0 || place.position < max(place.end, ends[partition] ?? 0)
        }
        return isBehind ? .stands : .rests
    }

    /// Whether nothing but the client itself can be the reason that no record comes: somebody waits for one, a broker is
    /// there, and the group has settled.
    package static func couldRead(_ standing: ConsumerStanding) -> Bool {
        guard standing.isWaitedFor, let statistics = standing.statistics else { return false }
        return statistics.brokersUp > 0 && statistics.isSettled
    }
}
