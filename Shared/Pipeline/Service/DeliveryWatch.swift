package import Kafka

/// Judges whether records that wait in Kafka come to a consumer; librdkafka can stop fetching and say nothing.
package struct DeliveryWatch: Sendable {
    /// Longer than any rebalance may take, which is `max.poll.interval.ms`: a client that is in the same one still hangs.
    package static let longestRebalance: Duration = .seconds(330)
    private var handedOut = 0
    /// The rebalance that is under way, by its number, and when it was first seen.
    private var rebalance: (number: Int, since: ContinuousClock.Instant)?

    package init() {}

    /// Takes one look, and compares it with the one before.
    ///
    /// - Parameters:
    ///   - standing: how the consumer's reading goes.
    ///   - ends: the ends of its partitions as somebody else asked for them: a client that has stopped fetching hears of
    ///     none. Where they are not known, the client's own word counts.
    ///   - now: when the look is taken.
    /// - Returns: that it stands, where records could come and wait, and none came since the look before; or where one
    ///   rebalance has no end.
    package mutating func look(
        at standing: ConsumerStanding,
        ends: [TopicPartition: Int64] = [:],
        now: ContinuousClock.Instant = .now
    ) -> Watchdog.Sight {
        defer { handedOut = standing.handedOut }
        if hangs(standing, now) { return .stands }
        guard standing.handedOut == handedOut else { return .moves }
        guard Self.couldRead(standing), let places = standing.statistics?.places else { return .rests }
        let isBehind = places.contains { partition, place in
            place.fetched > 0 || place.position < max(place.end, ends[partition] ?? 0)
        }
        return isBehind ? .stands : .rests
    }

    /// A client that never had partitions is not judged: it may wait for a topic that nobody has made.
    private mutating func hangs(_ standing: ConsumerStanding, _ now: ContinuousClock.Instant) -> Bool {
        guard standing.isWaitedFor, let statistics = standing.statistics, statistics.brokersUp > 0,
            !statistics.isSettled, statistics.rebalances > 0
        else {
            rebalance = nil
            return false
        }
        guard let rebalance, rebalance.number == statistics.rebalances else {
            rebalance = (statistics.rebalances, now)
            return false
        }
        return now - rebalance.since > Self.longestRebalance
    }

    /// Whether nothing but the client itself can be the reason that no record comes: somebody waits for one, a broker is
    /// there, and the group has settled.
    package static func couldRead(_ standing: ConsumerStanding) -> Bool {
        guard standing.isWaitedFor, let statistics = standing.statistics else { return false }
        return statistics.brokersUp > 0 && statistics.isSettled
    }
}
