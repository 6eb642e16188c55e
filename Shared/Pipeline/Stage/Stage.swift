import Kafka
import Postgres
import Telemetry
package import Tickets

/// The loop that all consumers of `ticket.events` share: for each batch, in one transaction, keep the unseen events, load
/// their states, decide each in order, save what was decided; then store the offsets.
package struct Stage<Body: Rules>: Component {
    package let name: String
    private let definition: StageDefinition<Body>
    private let service: ServiceContext
    private let consumer: KafkaConsumer
    private let batch: Int
    private let meters: StageMeters

    package init(_ definition: StageDefinition<Body>, in service: ServiceContext) throws {
        name = definition.name
        self.definition = definition
        self.service = service
        batch = try service.settings(.batch)
        consumer = try service.consumer(
            group: definition.name,
            topics: [Topic.ticketEvents],
            fetching: definition.gathering.fetching
        )
        meters = StageMeters(consumer: definition.name, consumer, in: service)
        service.prepares(joining)
    }

    private var joining: String { "joining the consumer group \(name)" }

    package func run() async throws {
        do {
            try await work()
        } catch is CancellationError {
            service.logger.debug("the stage stops between batches")
        } catch {
            // Leaves the group, so that another instance takes over at once and not when this one is missed.
            await consumer.close()
            throw error
        }
        await consumer.close()
    }

    private func work() async throws {
        try await service.schemaIsCurrent()
        async let _ = joined()
        var passing = Passing(atMost: 16 * batch)
        while !Task.isCancelled {
            let records = try await consumer.next(atMost: batch, until: passing.due)
            try await handle(records, &passing)
            try await Task.sleep(for: definition.gathering.rest(after: records.count, of: batch))
        }
    }

    /// Ready once the group has given this member its partitions; a member too many gets none, and is ready after a while.
    private func joined() async throws {
        defer { service.isPrepared(joining) }
        let deadline = ContinuousClock.now + .seconds(10)
        while try await consumer.assignment().isEmpty, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func handle(_ records: [Record], _ passing: inout Passing) async throws {
        let concerns = try await service.retrying(name) { try await definition.concerns(service.pool) }
        let letters = passing.sort(records.map { Letter($0, concerns: concerns) }, at: .now)
        guard !letters.isEmpty else { return }
        let arrivals = Arrivals(letters, concerns: concerns, definition.interpret)
        let result = try await service.retrying(name) { try await transact(arrivals) }
        if result.published > 0 { service.nudge.now() }
        try consumer.store(passing.offsets(after: letters))
        meters.count(result, of: arrivals, at: WallClock.microseconds())
    }

    /// One transaction for all; where that fails for good, one for each ticket, so that the poison stays local.
    private func transact(_ arrivals: Arrivals<Body.Input>) async throws -> BatchResult {
        do {
            return try await apply(arrivals)
        } catch let error where !service.isTransient(error) && !(error is CancellationError) {
            service.logger.warning("a batch is taken apart", ["error": .string("\(error)")])
        }
        var total = BatchResult()
        for part in arrivals.byTicket() {
            do {
                total += try await apply(part)
            } catch let error where Blame.isOnTheEvent(error) {
                total += try await applyOneByOne(part)
            }
        }
        return total
    }

    /// Applies a ticket's events up to the one that fails, and parks the ticket there.
    private func applyOneByOne(_ part: Arrivals<Body.Input>) async throws -> BatchResult {
        var total = BatchResult()
        while true {
            do {
                let step = try await apply(part, atMost: 1)
                total += step
                if step.applied == 0 { return total }
            } catch let error where Blame.isOnTheEvent(error) {
                total += try await apply(part.poisoned(by: error))
                return total
            }
        }
    }

    private func apply(_ arrivals: Arrivals<Body.Input>, atMost limit: Int = .max) async throws -> BatchResult {
        try await service.pool.transaction { [definition] session in
            var transaction = BatchTransaction(definition, arrivals, atMost: limit)
            return try transaction.run(in: session)
        }
    }
}
