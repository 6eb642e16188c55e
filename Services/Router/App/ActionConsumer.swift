import Kafka
import Pipeline
import Postgres
import Telemetry

/// Does what the departments' bots ask: reads their actions topics, and puts what is wrong into `<topic>.dlq`.
struct ActionConsumer: Component {
    let name = ActionInbox.consumer
    private let service: ServiceContext
    private let consumer: KafkaConsumer
    private let batch: Int
    private let meters: ActionMeters

    init(in service: ServiceContext) throws {
        self.service = service
        batch = try service.settings(.batch)
        consumer = try service.consumer(group: name, topics: [Topic.allActions])
        meters = ActionMeters(consumer, in: service.metrics)
    }

    func run() async throws {
        do {
            try await service.schemaIsCurrent()
            while !Task.isCancelled {
                try await handle(try await consumer.next(atMost: batch))
            }
        } catch is CancellationError {
            service.logger.debug("actions stop between batches")
        }
        await consumer.close()
    }

    private func handle(_ records: [Record]) async throws {
        guard !records.isEmpty else { return }
        let letters = records.map(ActionLetter.init)
        meters.count(try await service.retrying(name) { try await transact(letters) })
        service.nudge.now()
        try consumer.store(records)
    }

    /// One transaction for all; where that fails for good, one for each, so that one bad action stops no other.
    private func transact(_ letters: [ActionLetter]) async throws -> ActionTally {
        do {
            return try await Self.apply(letters, over: service.pool)
        } catch let error where !service.isTransient(error) {
            service.logger.warning("a batch of actions is taken apart", ["error": .string("\(error)")])
        }
        var total = ActionTally()
        for letter in letters {
            do {
                total += try await Self.apply([letter], over: service.pool)
            } catch let error where !service.isTransient(error) {
                total += try await Self.apply([letter.refused(by: error)], over: service.pool)
            }
        }
        return total
    }

    static func apply(_ letters: [ActionLetter], over pool: Pool) async throws -> ActionTally {
        try await pool.transaction { session in
            var transaction = ActionTransaction(letters)
            return try transaction.run(in: session)
        }
    }
}

/// What the consumer of actions shows of itself on /metrics.
struct ActionMeters: Sendable {
    private let applied: Counter
    private let unchanged: Counter
    private let duplicates: Counter
    private let refused: Counter
    private let practised: Counter
    private let lastProcessed: Gauge

    init(_ consumer: KafkaConsumer, in metrics: Metrics) {
        let counter = { (result: String) in
            metrics.counter("router_actions_total", ["result": result], help: "Actions of bots, by what came of them.")
        }
        applied = counter("applied")
        unchanged = counter("unchanged")
        duplicates = counter("duplicate")
        refused = counter("refused")
        practised = counter("practised")
        lastProcessed = metrics.lastProcessed(by: ActionInbox.consumer)
        metrics.registerKafka(ActionInbox.consumer) { consumer.statistics }
        metrics.gauges("ticket_actions_lag", help: "Actions waiting, by partition.") {
            consumer.lag().map {
                .init(
                    ["group": ActionInbox.consumer, "topic": $0.topic, "partition": "\($0.partition)"],
                    value: Double($0.lag)
                )
            }
        }
    }

    func count(_ tally: ActionTally) {
        applied.increment(by: Double(tally.applied))
        unchanged.increment(by: Double(tally.unchanged))
        duplicates.increment(by: Double(tally.duplicates))
        refused.increment(by: Double(tally.refused))
        practised.increment(by: Double(tally.practised))
        lastProcessed.set(Double(WallClock.microseconds()) / 1e6)
    }
}
