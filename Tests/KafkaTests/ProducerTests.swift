import Kafka
import Testing

@Suite("A producer", .timeLimit(.minutes(2)))
struct ProducerTests {
    @Test(arguments: Platform.all)
    func `survives a fatal error and says what it had in hand`(on platform: Platform) async throws {
        let bench = try await platform.makeBench()
        let producer = try bench.producer()
        #expect(try await producer.publish(bench.records(0..<3)).failures == [])
        for round in 0..<3 {
            await producer.provokeFatalError()
            let first = 3 + round * 10
            // The broken client refuses or fails these; then they are simply published again.
            var remaining = bench.records(first..<first + 10)
            while !remaining.isEmpty {
                let deliveries = try await producer.publish(remaining)
                remaining.removeFirst(deliveries.prefix { $0.isAcknowledged }.count)
                for case .failed(let error, _) in deliveries { #expect(error.isRetriable, "\(error)") }
            }
        }
        await producer.close()
        #expect(try await bench.readAll(33) == Array(0..<33))
    }

    @Test(arguments: Platform.all)
    func `refuses to publish once it is closed, and may be closed twice`(on platform: Platform) async throws {
        let bench = try await platform.makeBench()
        let producer = try bench.producer()
        #expect(try await producer.publish([]) == [])
        await producer.close()
        await producer.close()
        await #expect(throws: KafkaError.self) { try await producer.publish(bench.records(0..<1)) }
    }

    @Test(arguments: Platform.all)
    func `reports on everything that is on its way when it is closed`(on platform: Platform) async throws {
        let bench = try await platform.makeBench()
        let producer = try bench.producer(["linger.ms": "200"])
        let started = Latch(false)
        let publication = Task {
            started.change { $0 = true }
            return try await producer.publish(bench.records(0..<100))
        }
        try await started.wait { $0 }
        await producer.close()
        // Either it came too late and nothing was published, or everything was.
        if let deliveries = try? await publication.value {
            #expect(deliveries.failures == [])
            #expect(try await bench.readAll(100) == Array(0..<100))
        }
    }

    @Test func `needs no close to be let go`() async throws {
        let bench = try await Platform.embedded.makeBench()
        weak var gone: KafkaProducer?
        do {
            let producer = try bench.producer()
            gone = producer
            #expect(try await producer.publish(bench.records(0..<1)).failures == [])
        }
        #expect(gone == nil)
    }
}
