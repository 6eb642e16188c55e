import FoundationEssentials
import Kafka
import Testing

@Suite("Records on their way", .timeLimit(.minutes(2)))
struct RecordTests {
    @Test(arguments: Platform.all)
    func `arrive in order with their keys, headers and times`(on platform: Platform) async throws {
        let bench = try await platform.makeBench()
        let headers = [Header("a", "1"), Header("none", nil), Header("empty", ""), Header("a", "2")]
        let sent = [
            OutgoingRecord(topic: bench.topic, key: Array("k".utf8), value: Array("文本".utf8), headers: headers),
            OutgoingRecord(topic: bench.topic, key: nil, value: [0, 255]),
            OutgoingRecord(topic: bench.topic, key: [], value: nil),
            OutgoingRecord(topic: bench.topic, key: [1], value: []),
        ]
        let producer = try bench.producer()
        let deliveries = try await producer.publish(sent)
        await producer.close()
        #expect(deliveries == (0..<4).map { .acknowledged(partition: 0, offset: $0) })

        let consumer = try bench.consumer()
        let received = try await consumer.read(4)
        await consumer.close()
        #expect(received.map(\.key) == sent.map(\.key))
        #expect(received.map(\.value) == sent.map(\.value))
        #expect(received.map(\.headers) == sent.map(\.headers))
        #expect(received.map(\.offset) == [0, 1, 2, 3])
        let now = Date().timeIntervalSince1970 * 1000
        #expect(received.allSatisfy { abs(Double($0.timestamp ?? 0) - now) < 120_000 })
    }

    @Test(arguments: Platform.all)
    func `keep their order within each key over many partitions and batches`(on platform: Platform) async throws {
        let bench = try await platform.makeBench(partitions: 6)
        let deliveries = try await bench.publish(0..<3000, keys: 30)
        #expect(deliveries.failures == [])
        let numbers = try await bench.readAll(3000)
        #expect(numbers.sorted() == Array(0..<3000))
        let byKey = Dictionary(grouping: numbers) { $0 % 30 }
        #expect(byKey.values.allSatisfy { $0 == $0.sorted() })
    }

    @Test(arguments: Platform.all)
    func `wait for room instead of failing when the queue is full`(on platform: Platform) async throws {
        let bench = try await platform.makeBench()
        let producer = try bench.producer(["queue.buffering.max.messages": "10"])
        async let first = producer.publish(bench.records(0..<300))
        async let second = producer.publish(bench.records(1000..<1300))
        #expect(try await (first + second).failures == [])
        await producer.close()
        let numbers = try await bench.readAll(600)
        #expect(numbers.filter { $0 < 1000 } == Array(0..<300))
        #expect(numbers.filter { $0 >= 1000 } == Array(1000..<1300))
    }

    /// Partitions of 12 as Java's clients compute them: `(murmur2(key) & 0x7fffffff) % 12`, hashes from Kafka's own tests.
    @Test(arguments: Platform.all)
    func `go to the partition that Java's clients choose`(on platform: Platform) async throws {
        let hashes: KeyValuePairs<String, Int32> = [
            "21": -973_932_308, "foobar": -790_332_482, "a-little-bit-long-string": -985_981_536,
            "a-little-bit-longer-string": -1_486_304_829,
            "lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8": -58_897_971, "abc": 479_470_107,
        ]
        let bench = try await platform.makeBench(partitions: 12)
        let producer = try bench.producer()
        let deliveries = try await producer.publish(
            hashes.map { OutgoingRecord(topic: bench.topic, key: Array($0.key.utf8), value: nil) }
        )
        await producer.close()
        for ((key, hash), delivery) in zip(hashes, deliveries) {
            guard case .acknowledged(let partition, _) = delivery else {
                Issue.record("\(key) was not published: \(delivery)")
                continue
            }
            #expect(partition == (hash & 0x7fff_ffff) % 12, "\(key)")
        }
    }

    @Test(arguments: Platform.all)
    func `that are too large are refused with those of their key behind them`(on platform: Platform) async throws {
        let bench = try await platform.makeBench()
        let producer = try bench.producer()
        var records = bench.records(0..<4, keys: 2)
        records[0].value = Array(repeating: 7, count: 2_000_000)
        let deliveries = try await producer.publish(records)
        await producer.close()
        #expect(deliveries.map(\.isAcknowledged) == [false, true, false, true])
        guard case .failed(let error, let possiblyPersisted) = deliveries[0] else { return }
        #expect(error.name == "MSG_SIZE_TOO_LARGE")
        #expect(!error.isRetriable)
        #expect(!possiblyPersisted)
    }
}
