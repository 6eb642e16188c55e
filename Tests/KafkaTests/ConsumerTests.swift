import Kafka
import TestKit
import Testing

@Suite("A consumer", .timeLimit(.minutes(2)))
struct ConsumerTests {
    @Test(arguments: Platform.all)
    func `returns nothing to a task that is cancelled while it waits`(on platform: Platform) async throws {
        let bench = try await platform.makeBench()
        let consumer = try bench.consumer()
        let waiting = Task { try await consumer.next(atMost: 10) }
        waiting.cancel()
        #expect(try await waiting.value == [])

        _ = try await bench.publish(0..<1)
        #expect(try await consumer.read(1).map(\.number) == [0])
        await consumer.close()
    }

    @Test(arguments: Platform.all)
    func `returns nothing to a task that waits while it is closed, and may be closed twice`(
        on platform: Platform
    ) async throws {
        let bench = try await platform.makeBench()
        let consumer = try bench.consumer()
        async let waiting = consumer.next(atMost: 10)
        await consumer.close()
        await consumer.close()
        #expect(try await waiting == [])
        #expect(try await consumer.next(atMost: 10) == [])
        #expect(throws: KafkaError.self) {
            try consumer.store([Record(topic: bench.topic, partition: 0, offset: 0)])
        }
    }

    @Test(arguments: Platform.all)
    func `comes back with nothing at its deadline, and with records before it`(on platform: Platform) async throws {
        let bench = try await platform.makeBench()
        let consumer = try bench.consumer()
        let deadline = ContinuousClock.now + .milliseconds(50)
        #expect(try await consumer.next(atMost: 10, until: deadline) == [])
        #expect(ContinuousClock.now >= deadline)
        _ = try await bench.publish(0..<1)
        #expect(try await consumer.next(atMost: 10, until: .now + .seconds(60)).map(\.number) == [0])
        await consumer.close()
    }

    @Test(arguments: Platform.all)
    func `that is patient gets a lone record too`(on platform: Platform) async throws {
        let bench = try await platform.makeBench()
        _ = try await bench.publish(0..<1)
        let consumer = try KafkaConsumer(
            bench.configuration(),
            group: bench.group,
            topics: [bench.topic],
            fetching: .patient
        )
        #expect(try await consumer.read(1).map(\.number) == [0])
        await consumer.close()
    }

    @Test(arguments: Platform.all)
    func `stores no more than it was told to`(on platform: Platform) async throws {
        let bench = try await platform.makeBench()
        _ = try await bench.publish(0..<5)
        let consumer = try bench.consumer()
        let records = try await consumer.read(5)
        try consumer.store([TopicPartition(bench.topic, 0): records[2].offset])
        await consumer.close()
        let next = try bench.consumer()
        #expect(try await next.read(3).map(\.number) == [2, 3, 4])
        await next.close()
    }

    @Test(arguments: Platform.all)
    func `hands out no more than was asked for`(on platform: Platform) async throws {
        let bench = try await platform.makeBench()
        _ = try await bench.publish(0..<25)
        let consumer = try bench.consumer()
        var numbers: [Int] = []
        while numbers.count < 25 {
            let batch = try await consumer.next(atMost: 10)
            #expect((1...10).contains(batch.count))
            numbers += batch.map(\.number)
        }
        #expect(numbers == Array(0..<25))
        await consumer.close()
    }

    @Test(arguments: Platform.all)
    func `says where it stands once it has read everything, and a new one with nothing to read as well`(
        on platform: Platform
    ) async throws {
        let bench = try await platform.makeBench()
        _ = try await bench.publish(0..<10)
        for hasNews in [true, false] {
            let consumer = try bench.consumer(["statistics.interval.ms": "100"])
            if hasNews { try consumer.store(try await consumer.read(10)) }
            #expect(!consumer.standing.isWaitedFor)
            async let nothing = consumer.next(atMost: 1)
            // Statistics come from time to time: those of an earlier moment still know of records that were handed out since.
            let places = [TopicPartition(bench.topic, 0): ReadingPlace(position: 10, end: 10)]
            try await eventually("it has settled, and says that it has read everything") {
                consumer.standing.statistics.map { $0.isSettled && $0.places == places } ?? false
            }
            let standing = consumer.standing
            #expect(standing.isWaitedFor)
            #expect(standing.handedOut == (hasNews ? 10 : 0))
            #expect(standing.statistics.map { $0.brokersUp > 0 } == true)
            await consumer.close()
            #expect(try await nothing == [])
        }
        #expect(
            try await bench.admin.ends(of: [TopicPartition(bench.topic, 0)]) == [TopicPartition(bench.topic, 0): 10]
        )
    }

    @Test(arguments: Platform.all)
    func `passes over the offset of a partition that is not its own`(on platform: Platform) async throws {
        let bench = try await platform.makeBench()
        _ = try await bench.publish(0..<1)
        let consumer = try bench.consumer()
        let records = try await consumer.read(1)
        try consumer.store(records + [Record(topic: bench.topic, partition: 99, offset: 5)])
        #expect(try await consumer.assignment() == [TopicPartition(bench.topic, 0)])
        await consumer.close()
    }

    @Test(arguments: Platform.all)
    func `tells how much waits to be handled`(on platform: Platform) async throws {
        let bench = try await platform.makeBench()
        _ = try await bench.publish(0..<5)
        let seen = Latch<[KafkaStatistics]>([])
        let hooks = KafkaHooks(statistics: { statistics in seen.change { $0.append(statistics) } })
        let consumer = try bench.consumer(["statistics.interval.ms": "100"], hooks: hooks)
        let records = try await consumer.read(5)
        let waiting = Task { try await consumer.next(atMost: 1) }
        try consumer.store(Array(records.prefix(2)))
        try await seen.wait { $0.contains { $0.lag.map(\.lag) == [3] } }
        try consumer.store(records)
        try await seen.wait { $0.contains { $0.lag.map(\.lag) == [0] } }
        #expect(consumer.lag().map(\.lag) == [0])
        #expect(consumer.statistics?.rebalances == 1)
        await consumer.close()
        #expect(try await waiting.value == [])
    }

    /// The limit is shortened to three seconds; librdkafka would leave the group if nothing polled for so long.
    @Test func `stays in its group while there is nothing to read`() async throws {
        let bench = try await Platform.embedded.makeBench()
        let seen = Latch<[KafkaStatistics]>([])
        let log = Latch<[KafkaHooks.LogLine]>([])
        let hooks = KafkaHooks { line in
            log.change { $0.append(line) }
        } statistics: { statistics in
            seen.change { $0.append(statistics) }
        }
        let overrides = [
            "session.timeout.ms": "3000", "max.poll.interval.ms": "3000", "statistics.interval.ms": "500",
        ]
        let consumer = try bench.consumer(overrides, hooks: hooks)
        let waiting = Task { try await consumer.next(atMost: 1) }
        // Two of them make a second: twice the limit has passed since the group was joined.
        try await seen.wait { $0.count { $0.rebalances > 0 } >= 12 }
        #expect(seen.value.map(\.rebalances).max() == 1)
        #expect(!log.value.contains { $0.facility.contains("MAXPOLL") })
        await consumer.close()
        #expect(try await waiting.value == [])
    }

    @Test func `refuses statistics that come too seldom to keep it in its group`() throws {
        let configuration = KafkaConfiguration(
            bootstrapServers: "127.0.0.1:1",
            clientID: "test",
            overrides: ["statistics.interval.ms": "0"]
        )
        let error = try #require(throws: KafkaError.self) {
            try KafkaConsumer(configuration, group: "g", topics: ["t"])
        }
        #expect(error.reason.contains("statistics.interval.ms"))
    }

    @Test func `names the option that is wrong, but no secret`() throws {
        let refused = ["no.such.option": "1", "isolation.level": "hunter2", "no.such.password": "swordfish"]
        for (name, value) in refused {
            let configuration = KafkaConfiguration(
                bootstrapServers: "127.0.0.1:1",
                clientID: "test",
                overrides: [name: value, "sasl.password": "swordfish"]
            )
            let error = try #require(throws: KafkaError.self) {
                try KafkaConsumer(configuration, group: "g", topics: ["t"])
            }
            #expect(error.reason.contains(name))
            #expect(!error.description.contains("swordfish"))
        }
    }
}
