import Kafka
import TestKit
import Testing

/// What a real Kafka acknowledged outlives `kill -9`, and the order with it; checked where `KAFKA_HOME` names one.
@Suite("Crashes of a real broker", .timeLimit(.minutes(4)))
struct CrashTests {
    private static let homes = Platform.all.contains(.real) ? RealKafka.home.map { [$0] } ?? [] : []
    private static let keys = 20

    /// Five requests are in flight, as in production, and only a real broker checks that none overtakes another.
    @Test(arguments: homes)
    func `in the middle of a stream neither lose, double nor reorder it`(home: String) async throws {
        let kafka = try await RealKafka(home: home)
        let bench = Bench(servers: kafka.bootstrapServers, topic: "crashes")
        try await bench.admin.create([TopicSpecification(name: bench.topic, partitions: 3)])
        let stream = try Stream(bench, keys: Self.keys)
        for _ in 1...3 {
            let begin = stream.published.value
            try await stream.published.wait { $0 > begin + 1000 }
            try kafka.crash()
            try await stream.untilBrokenOff()
            try await kafka.restart()
        }
        let count = try await stream.end()
        let numbers = try await bench.readAll(different: count)
        #expect(numbers.sorted() == Array(0..<count))
        for key in 0..<Self.keys {
            let ofKey = numbers.filter { $0 % Self.keys == key }
            #expect(ofKey == ofKey.sorted())
        }
        kafka.stop()
    }
}

/// Publishes numbered records without a pause until it is told to end.
private final class Stream: Sendable {
    private static let batch = 500

    /// How many are acknowledged.
    let published = Latch(0)
    private let traffic = Latch<KafkaStatistics?>(nil)
    private let isToEnd = Latch(false)
    private let work: Task<Void, any Error>

    init(_ bench: Bench, keys: Int) throws {
        let hooks = KafkaHooks(statistics: { [traffic] statistics in traffic.change { $0 = statistics } })
        let options = ["batch.num.messages": "10", "statistics.interval.ms": "50"]
        let producer = try bench.producer(options, hooks: hooks)
        work = Task { [published, isToEnd] in
            while !isToEnd.value {
                let next = published.value
                let deliveries = try await producer.publish(bench.records(next..<next + Self.batch, keys: keys))
                #expect(deliveries.failures == [])
                published.change { $0 += Self.batch }
            }
            await producer.close()
        }
    }

    /// Waits until no broker is there and records are on their way.
    func untilBrokenOff() async throws {
        try await traffic.wait { $0.map { $0.brokersUp == 0 && $0.outgoing > 0 } ?? false }
    }

    /// Answers how many it published.
    func end() async throws -> Int {
        isToEnd.change { $0 = true }
        try await work.value
        return published.value
    }
}
