import Pipeline
import Testing

@testable import Kafka

@Suite("The watch over deliveries")
struct DeliveryWatchTests {
    private static let partition = TopicPartition("ticket.events", 3)
    private static let behind = ReadingPlace(position: 5, end: 9)
    private let watchdog = Watchdog(limit: .seconds(60))
    private let start = ContinuousClock.now

    private static func standing(
        handedOut: Int = 5,
        isWaitedFor: Bool = true,
        brokersUp: Int = 1,
        isSettled: Bool = true,
        rebalances: Int = 1,
        _ place: ReadingPlace? = behind
    ) -> ConsumerStanding {
        let statistics = KafkaStatistics(
            brokersUp: brokersUp,
            brokersDown: 1 - brokersUp,
            outgoing: 0,
            received: handedOut,
            sent: 0,
            rebalances: rebalances,
            isSettled: isSettled,
            lag: [],
            places: place.map { [partition: $0] } ?? [:]
        )
        return ConsumerStanding(handedOut: handedOut, isWaitedFor: isWaitedFor, statistics: statistics)
    }

    /// Looks every 15 seconds, as the watchdog does, and answers what is stuck in the end.
    private func stuck(after standings: [ConsumerStanding], ends: [TopicPartition: Int64] = [:]) -> [String] {
        var watch = DeliveryWatch()
        for (round, standing) in standings.enumerated() {
            let now = start + .seconds(15 * round)
            watchdog.saw("delivery", watch.look(at: standing, ends: ends, now: now), at: now)
        }
        return watchdog.stuck(at: start + .seconds(15 * standings.count - 14))
    }

    @Test func `ends the process when records wait and none comes for longer than the limit`() {
        // The clock begins with the first look, which sees that records have come.
        #expect(stuck(after: Array(repeating: Self.standing(), count: 4)) == [])
        #expect(stuck(after: Array(repeating: Self.standing(), count: 5)) == ["delivery"])
    }

    @Test func `takes others' word for how far the records reach`() {
        let standings = Array(repeating: Self.standing(ReadingPlace(position: 5, end: 5)), count: 6)
        #expect(stuck(after: standings) == [])
        #expect(stuck(after: standings, ends: [Self.partition: 5]) == [])
        #expect(stuck(after: standings, ends: [Self.partition: 6]) == ["delivery"])
    }

    @Test func `sees records that have come as far as this process and are not handed out`() {
        let place = ReadingPlace(position: 9, end: 9, fetched: 4)
        #expect(stuck(after: Array(repeating: Self.standing(place), count: 6)) == ["delivery"])
    }

    @Test func `begins anew with every record that comes`() {
        let standings = (0..<20).map { Self.standing(handedOut: 5 + $0 / 4) }
        #expect(stuck(after: standings) == [])
    }

    @Test func `ends the process when one rebalance has no end, and not when each is followed by another`() {
        let hanging = Array(repeating: Self.standing(isSettled: false), count: 28)
        #expect(stuck(after: hanging) == ["delivery"])
        let another = (0..<40).map { Self.standing(isSettled: false, rebalances: 1 + $0 / 10) }
        #expect(stuck(after: another) == [])
        let away = Self.standing(brokersUp: 0, isSettled: false)
        let topicless = Self.standing(isSettled: false, rebalances: 0)
        for innocent in [away, topicless] {
            #expect(stuck(after: Array(repeating: innocent, count: 40)) == [])
        }
    }

    @Test(arguments: [
        ("no broker is there", standing(brokersUp: 0)),
        ("the group shares its partitions out", standing(isSettled: false)),
        ("the reader retries what it has in hand", standing(isWaitedFor: false)),
        ("the partition is another member's", standing(nil)),
        ("everything has come", standing(ReadingPlace(position: 9, end: 9))),
        ("nothing is known yet", ConsumerStanding(handedOut: 5, isWaitedFor: true, statistics: nil)),
    ])
    func `is content while nothing can come`(_ why: String, _ standing: ConsumerStanding) {
        #expect(stuck(after: Array(repeating: standing, count: 22)) == [])
        // A moment of it is enough: what waited before does not count.
        let waiting = Array(repeating: Self.standing(), count: 4)
        #expect(stuck(after: waiting + [standing] + waiting) == [], "\(why)")
    }
}
