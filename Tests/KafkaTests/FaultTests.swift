import Kafka
import TestKit
import Testing

@Suite("Faults of the brokers", .timeLimit(.minutes(2)))
struct FaultTests {
    @Test func `delay a publication while all are down, and neither lose nor reorder it`() async throws {
        try await withBrokerProcess { broker, bench in
            let (log, hooks) = makeLog()
            let producer = try bench.producer(hooks: hooks)
            #expect(try await producer.publish(bench.records(0..<10)).failures == [])
            try await broker.goAway()
            async let publication = producer.publish(bench.records(10..<500))
            try await log.wait { $0.contains { $0.facility == "_ALL_BROKERS_DOWN" } }
            try await broker.comeBack()
            #expect(try await publication.failures == [])
            await producer.close()
            #expect(try await bench.readAll(500) == Array(0..<500))
        }
    }

    @Test func `delay the publications of clients that begin while all are down`() async throws {
        try await withBrokerProcess { broker, bench in
            try await broker.goAway()
            // Which of them hears of the broken connection before it can be woken is a matter of microseconds.
            let producers = try (0..<20).map { _ in try bench.producer() }
            async let failures = withThrowingTaskGroup(of: Int.self) { group in
                for (index, producer) in producers.enumerated() {
                    group.addTask { try await producer.publish(bench.records(index..<index + 1)).failures.count }
                }
                return try await group.reduce(0, +)
            }
            try await broker.comeBack()
            #expect(try await failures == 0)
            for producer in producers { await producer.close() }
        }
    }

    @Test func `fail a publication that has waited long enough, so that it can be repeated in order`() async throws {
        try await withBrokerProcess { broker, bench in
            let producer = try bench.producer(["statistics.interval.ms": "100"], patience: .milliseconds(500))
            #expect(try await producer.publish(bench.records(0..<10)).failures == [])
            try await broker.goAway()
            let failures = try await producer.publish(bench.records(10..<20)).failures
            #expect(failures.count == 10)
            for case .failed(let error, _) in failures {
                #expect(error.name == "_MSG_TIMED_OUT")
                #expect(error.isRetriable)
            }
            try await broker.comeBack()
            var remaining = bench.records(10..<20)
            while !remaining.isEmpty {
                let deliveries = try await producer.publish(remaining)
                remaining.removeFirst(deliveries.prefix { $0.isAcknowledged }.count)
            }
            await producer.close()
            #expect(try await bench.readAll(20) == Array(0..<20))
        }
    }

    @Test func `end a publication that is abandoned, wherever it has got to`() async throws {
        try await withBrokerProcess { broker, bench in
            let producer = try bench.producer()
            #expect(try await producer.publish(bench.records(0..<1)).failures == [])
            try await broker.goAway()
            // Whether it is asking for its topic or waiting for its reports, it ends.
            let abandoning = Task {
                while !Task.isCancelled {
                    await producer.abandon()
                    await Task.yield()
                }
            }
            #expect(try await producer.publish(bench.records(1..<5)).failures.count == 4)
            abandoning.cancel()
            try await broker.comeBack()
            #expect(try await producer.publish(bench.records(1..<5)).failures == [])
            await producer.close()
            #expect(try await bench.readAll(5) == Array(0..<5))
        }
    }

    @Test func `end a publication that is abandoned while its records are in flight`() async throws {
        try await withBroker { broker, bench in
            let (traffic, hooks) = makeTraffic()
            let producer = try bench.producer(["statistics.interval.ms": "50"], hooks: hooks)
            #expect(try await producer.publish(bench.records(0..<1)).failures == [])
            try await broker.delayAnswers(by: .seconds(600))
            async let publication = producer.publish(bench.records(1..<5))
            // All are sent, and none of the four is answered.
            try await traffic.wait { $0?.sent == 5 && $0?.outgoing == 4 }
            await producer.abandon()
            for delivery in try await publication {
                guard case .failed(let error, let possiblyPersisted) = delivery else {
                    Issue.record("nobody acknowledged it: \(delivery)")
                    continue
                }
                #expect(error.name == "_PURGE_INFLIGHT")
                #expect(possiblyPersisted)
            }
            try await broker.delayAnswers(by: .zero)
            #expect(try await producer.publish(bench.records(1..<5)).failures == [])
            await producer.close()
            #expect(try await bench.readAll(different: 5).firstTimes == Array(0..<5))
        }
    }

    /// Refuses requests that are alone, with as many allowed in flight as in production.
    ///
    /// The mock cluster does not check sequence numbers: what comes behind a request that it refuses it takes, where a real
    /// broker refuses that as well.
    @Test(arguments: [
        [EmbeddedBroker.Failure.notLeader, .notLeader, .notEnoughReplicas],
        [.disconnected, .notLeader, .disconnected],
        [.timedOut, .notEnoughReplicas, .timedOut, .notLeader],
    ])
    func `in the answer to a publication neither lose, double nor reorder it`(
        _ failures: [EmbeddedBroker.Failure]
    ) async throws {
        try await withBroker { broker, bench in
            // Ten records make one request, at once and however slowly they are handed over.
            let producer = try bench.producer(["batch.num.messages": "10", "linger.ms": "60000"])
            #expect(try await producer.publish(bench.records(0..<10)).failures == [])
            try await broker.fail(.produce, with: failures)
            #expect(try await producer.publish(bench.records(10..<20)).failures == [])
            #expect(try await producer.publish(bench.records(20..<300)).failures == [])
            await producer.close()
            #expect(try await bench.readAll(300) == Array(0..<300))
        }
    }

    /// A real broker refuses what does not follow in its sequence; the mock cluster may not.
    ///
    /// It takes a request that it had read behind the one at which it cuts, so on a busy machine that one may overtake. Order
    /// under a cut is shown with a real broker that is killed in the middle of a stream (`CrashTests`).
    @Test func `that cut the connection under five requests in flight lose none of them`() async throws {
        try await withBroker { broker, bench in
            let producer = try bench.producer(["batch.num.messages": "10", "linger.ms": "0"])
            #expect(try await producer.publish(bench.records(0..<10, keys: 7)).failures == [])
            // While its answers dawdle, requests follow each other without waiting for them.
            try await broker.delayAnswers(by: .milliseconds(20))
            for round in 0..<3 {
                try await broker.fail(.produce, with: [.disconnected, .disconnected])
                let numbers = 10 + round * 200..<210 + round * 200
                #expect(try await producer.publish(bench.records(numbers, keys: 7)).failures == [])
            }
            try await broker.delayAnswers(by: .zero)
            await producer.close()
            #expect(try await bench.readAll(different: 610).firstTimes.sorted() == Array(0..<610))
        }
    }

    @Test func `that forbid a topic are reported as lasting`() async throws {
        try await withBroker { broker, bench in
            let producer = try bench.producer()
            #expect(try await producer.publish(bench.records(0..<1)).failures == [])
            try await broker.fail(.produce, with: [.topicAuthorizationFailed])
            let deliveries = try await producer.publish(bench.records(1..<2))
            guard case .failed(let error, _) = deliveries[0] else {
                Issue.record("the refusal of the broker was not reported: \(deliveries)")
                return
            }
            #expect(error.name == "TOPIC_AUTHORIZATION_FAILED")
            #expect(!error.isRetriable)
            await producer.close()
        }
    }

    @Test func `do not keep clients from closing`() async throws {
        try await withBrokerProcess { broker, bench in
            let (log, hooks) = makeLog()
            let producer = try bench.producer(hooks: hooks)
            let consumer = try bench.consumer()
            _ = try await bench.publish(0..<3)
            let records = try await consumer.read(3)
            try await broker.goAway()
            try consumer.store(records)
            async let publication = producer.publish(bench.records(3..<6))
            try await log.wait { $0.contains { $0.facility == "_ALL_BROKERS_DOWN" } }
            let start = ContinuousClock.now
            await producer.close(grace: .milliseconds(200))
            #expect(((try? await publication) ?? []).filter(\.isAcknowledged) == [])
            await consumer.close()
            #expect(start.duration(to: .now) < .seconds(20))
        }
    }

    @Test func `that move a partition's leader neither lose nor reorder`() async throws {
        try await withBroker(brokers: 2) { broker, bench in
            let producer = try bench.producer()
            for round in 0..<6 {
                try await broker.setLeader(of: TopicPartition(bench.topic, 0), to: round % 2 + 1)
                #expect(try await producer.publish(bench.records(round * 20..<round * 20 + 20)).failures == [])
            }
            await producer.close()
            #expect(try await bench.readAll(120) == Array(0..<120))
        }
    }
}
