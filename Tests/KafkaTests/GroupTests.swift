import FoundationEssentials
import Kafka
import Testing

@Suite("A group of consumers", .timeLimit(.minutes(2)))
struct GroupTests {
    @Test(arguments: Platform.all)
    func `goes on after the stored offset and repeats what was not stored`(on platform: Platform) async throws {
        let bench = try await platform.makeBench()
        _ = try await bench.publish(0..<10)
        let first = try bench.consumer()
        let records = try await first.read(10)
        try first.store(Array(records.prefix(6)))
        await first.close()

        let second = try bench.consumer()
        let repeated = try await second.read(4)
        #expect(repeated.map(\.number) == [6, 7, 8, 9])
        try second.store(repeated)
        await second.close()
        #expect(try await bench.admin.groupLag(bench.group, topics: [bench.topic]).map(\.lag) == [0])
    }

    @Test(arguments: Platform.all)
    func `repeats everything when nothing was stored`(on platform: Platform) async throws {
        let bench = try await platform.makeBench()
        _ = try await bench.publish(0..<3)
        for _ in 0..<2 {
            let consumer = try bench.consumer()
            #expect(try await consumer.read(3).map(\.number) == [0, 1, 2])
            await consumer.close()
        }
        #expect(try await bench.admin.groupLag(bench.group, topics: [bench.topic]).map(\.lag) == [3])
    }

    @Test(arguments: Platform.all)
    func `loses nothing and keeps order while members come and go`(on platform: Platform) async throws {
        let bench = try await platform.makeBench(partitions: 6)
        let log = HandledLog()
        let producer = try bench.producer()
        let first = Member(try bench.consumer(), "first", log)
        _ = try await producer.publish(bench.records(0..<200, keys: 20))
        try await log.handled.wait { $0.count >= 200 }

        let second = Member(try bench.consumer(), "second", log)
        var published = 200
        while log.handled.value.allSatisfy({ $0.member == "first" }) {
            _ = try await producer.publish(bench.records(published..<published + 50, keys: 20))
            published += 50
            let expected = published
            try await log.handled.wait { Set($0.map(\.number)).count >= expected }
        }
        let (last, total) = (published, published + 400)
        async let publication = producer.publish(bench.records(last..<total, keys: 20))
        await first.leave()
        #expect(try await publication.failures == [])
        try await log.handled.wait { Set($0.map(\.number)).count >= total }
        await second.leave()
        await producer.close()

        #expect(Set(log.firstTimes) == Set(0..<total))
        let byKey = Dictionary(grouping: log.firstTimes) { $0 % 20 }
        #expect(byKey.values.allSatisfy { $0 == $0.sorted() })
    }

    @Test(arguments: Platform.all)
    func `gives a leaver's partitions to another at once`(on platform: Platform) async throws {
        let bench = try await platform.makeBench(partitions: 2)
        let log = HandledLog()
        // The mock cluster takes the session's time (less one second) for each rebalance, even when a member leaves.
        let (session, limit): (Int, Duration) = platform == .embedded ? (8, .seconds(13)) : (40, .seconds(20))
        let overrides = ["session.timeout.ms": "\(session)000"]
        let first = Member(try bench.consumer(overrides), "first", log)
        let second = Member(try bench.consumer(overrides), "second", log)
        let producer = try bench.producer()
        var published = 0
        while Set(log.handled.value.map(\.member)).count < 2 {
            _ = try await producer.publish(bench.records(published..<published + 20, keys: 20))
            published += 20
            let expected = published
            try await log.handled.wait { Set($0.map(\.number)).count >= expected }
        }
        let start = ContinuousClock.now
        await first.leave()
        _ = try await producer.publish(bench.records(published..<published + 20, keys: 20))
        let expected = published + 20
        try await log.handled.wait { Set($0.map(\.number)).count >= expected }
        // Without leaving, the group would first wait out the session.
        #expect(start.duration(to: .now) < limit)
        await second.leave()
        await producer.close()
    }

    @Test(arguments: Platform.all)
    func `reads every topic that fits a pattern, also one made later`(on platform: Platform) async throws {
        let prefix = "pattern.\(UUID().uuidString)"
        let bench = try await platform.makeBench(topic: "\(prefix).one")
        _ = try await bench.publish(0..<1)
        let overrides = ["topic.metadata.refresh.interval.ms": "500", "session.timeout.ms": "3000"]
        let consumer = try KafkaConsumer(
            bench.configuration(overrides),
            group: bench.group,
            topics: ["^\(prefix.replacing(".", with: "\\."))\\..*"]
        )
        let first = try await consumer.read(1)
        #expect(first.map(\.topic) == ["\(prefix).one"])
        try consumer.store(first)

        let other = try await platform.makeBench(topic: "\(prefix).two")
        _ = try await other.publish(7..<8)
        let second = try await consumer.read(1)
        #expect(second.map(\.topic) == ["\(prefix).two"])
        #expect(second.map(\.number) == [7])
        await consumer.close()
    }
}
