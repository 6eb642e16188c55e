import Kafka
import Pipeline
import Telemetry
import Tickets

/// Why there is nothing more to be seen of a bot.
enum Standstill: Error {
    case died(SandboxBot.Death)
    /// Nothing was finished in the bot's time, nor what came after it.
    case idle
}

/// Plays tickets to a bot in a sandbox, and watches what it does with them.
actor BotCheck {
    let department: DepartmentCode
    private let limit: Duration
    let bot: SandboxBot
    let partitions: Int
    private let producer: KafkaProducer
    private let consumer: KafkaConsumer
    /// Where the actions of this run begin in each partition.
    private let beginnings: [TopicPartition: Int64]
    var ledger: SandboxLedger
    var groups = BotVerdict.Groups()
    /// The messages that showed tickets for the first time.
    var shown: [OutgoingRecord] = []
    private var lastActionAt = ContinuousClock.now
    private var failure: (any Error)?

    /// - Throws: when the sandbox has no topics, or Kafka does not answer.
    init(_ department: DepartmentCode, over kafka: KafkaConfiguration, within limit: Duration, bot: SandboxBot)
        async throws
    {
        (self.department, self.limit, self.bot) = (department, limit, bot)
        let admin = KafkaAdmin(kafka, timeout: .seconds(15))
        let cluster = try await admin.cluster()
        guard let topic = cluster.topics.first(where: { $0.name == Topic.tickets(of: department) }),
            let actions = cluster.topics.first(where: { $0.name == Topic.actions(of: department) })
        else {
            throw UsageError(
                "there are no topics department.\(department).tickets and .actions: make them with shouwen topics create"
            )
        }
        partitions = topic.partitions
        beginnings = try await admin.ends(of: actions.allPartitions)
        producer = try KafkaProducer(kafka)
        let group = "shouwen-bot-check-\(Tracing.step(under: nil).spanIDText)"
        consumer = try KafkaConsumer(kafka, group: group, topics: [actions.name])
        ledger = SandboxLedger(department, partitions: actions.partitions)
        groups.isWatched = bot.isOurs
        groups.leftovers = try await admin.ends(of: topic.allPartitions).values.reduce(0, +)
    }

    func run() async throws -> BotVerdict {
        let listening = Task { await listen() }
        do {
            try await bot.start()
            try await playEverything()
        } catch {
            await end(listening)
            throw error
        }
        await end(listening)
        return BotVerdict(ledger, groups, acceptWithin: limit)
    }

    private func end(_ listening: Task<Void, Never>) async {
        await bot.end()
        listening.cancel()
        await listening.value
        await consumer.close()
        await producer.close()
    }

    // MARK: How tickets are shown

    func newTicket(_ expectation: SandboxTicket.Expectation = .work) -> TicketID {
        let ticket = SandboxTicket(in: department, expectation, acceptWithin: limit, now: now, shownAt: .now)
        ledger.add(ticket)
        return ticket.id
    }

    func record(_ id: TicketID, _ change: EventType = .routed) throws -> OutgoingRecord {
        guard let ticket = ledger.tickets[id] else { throw UsageError("there is no ticket \(id)") }
        return OutgoingRecord(try ticket.snapshot(change, to: department, at: now))
    }

    /// Publishes messages that will come again later; the partitions in which they are.
    @discardableResult
    func show(_ records: [OutgoingRecord]) async throws -> [Int32] {
        shown += records
        return try await publish(records)
    }

    func publish(_ records: [OutgoingRecord]) async throws -> [Int32] {
        try await producer.publish(records).map { delivery in
            switch delivery {
            case .acknowledged(let partition, _): return partition
            case .failed(let error, _): throw error
            }
        }
    }

    // MARK: What is seen

    private func listen() async {
        do {
            while !Task.isCancelled {
                for record in try await consumer.next(atMost: 500) where isOfThisRun(record) {
                    let echoes = try ledger.take(record, at: now, arrivedAt: .now)
                    lastActionAt = .now
                    _ = try await publish(echoes.map(OutgoingRecord.init))
                }
            }
        } catch {
            failure = error
        }
    }

    private func isOfThisRun(_ record: Record) -> Bool {
        record.offset >= beginnings[TopicPartition(record.topic, record.partition), default: 0]
    }

    /// Whether these are done before the bot's time is over.
    func untilDone(_ ids: [TicketID]) async throws -> Bool {
        try await until { ids.allSatisfy { self.ledger.tickets[$0]?.isWorkDone == true } }
    }

    /// Looks again until it is so, or the bot's time is over.
    ///
    /// - Returns: whether it is so.
    /// - Throws: when the bot ends meanwhile.
    func until(_ isSo: () -> Bool) async throws -> Bool {
        let deadline = ContinuousClock.now + limit
        while !isSo(), .now < deadline {
            if let failure { throw failure }
            if let death = await bot.death { throw Standstill.died(death) }
            try await Task.sleep(for: .milliseconds(50))
        }
        return isSo()
    }

    /// Waits until the bot has been quiet for a second.
    func settle() async {
        while ContinuousClock.now - lastActionAt < .seconds(1) {
            try? await Task.sleep(for: .milliseconds(50))
        }
    }

    var now: Instant { Instant(microseconds: WallClock.microseconds()) }

    func say(_ what: String) {
        Terminal.complain("bot-check: \(what)")
    }
}

extension Cluster.Topic {
    fileprivate var allPartitions: [TopicPartition] {
        (0..<Int32(partitions)).map { TopicPartition(name, $0) }
    }
}
