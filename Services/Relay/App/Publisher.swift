import Kafka
import Pipeline
import Postgres
import Telemetry

/// Reads, publishes and deletes the rows of its lanes, for as long as it holds them.
struct Publisher: Component {
    let name = "publisher"
    private static let mostRows = 1000
    /// How long a row waits at most when the nudge that announced it was lost.
    private static let pollInterval = Duration.milliseconds(200)
    /// How long a row waits at most while rows keep coming: `OutboxNudge` announces only the first of them.
    private static let lookInterval = Duration.milliseconds(8)
    private static let gathering = Gathering(
        perRecord: .microseconds(150),
        shortest: .milliseconds(2),
        longest: .milliseconds(50)
    )
    /// How often lanes are shared out anew; an instance that died is replaced within this time.
    private static let balanceInterval = Duration.seconds(1)
    /// How long Kafka may leave records unacknowledged before they are taken back and tried anew: long enough for a
    /// broker to be replaced, short enough for the watchdog, and for noticing that the lanes are another's by now.
    private static let patience = Duration.seconds(20)
    /// How long a stopping relay waits for acknowledgements.
    private static let lastGrace = Duration.seconds(2)

    private let service: ServiceContext
    private let configuration: PostgresConfiguration
    private let producer: KafkaProducer
    private let meters: RelayMeters

    init(in service: ServiceContext) throws {
        self.service = service
        configuration = try service.settings.keyedDatabase(applicationName: "\(service.name)-lanes")
        var kafka = try service.kafka()
        kafka.patience = Self.patience
        producer = try KafkaProducer(kafka)
        meters = RelayMeters(service)
        service.metrics.registerKafka(service.name) { [producer] in producer.statistics }
    }

    func run() async throws {
        do {
            try await service.schemaIsCurrent()
            while !Task.isCancelled {
                try await service.retrying(name) { try await publishOnOneConnection() }
            }
        } catch is CancellationError {
            service.logger.debug("the publisher stops between batches")
        }
        await producer.close()
    }

    /// Locks, reads and deletes over one connection: when it breaks, the lanes are another's and nothing more is sent.
    private func publishOnOneConnection() async throws {
        let connection = try await Connection.open(configuration)
        do {
            try await publish(over: connection)
            await connection.close()
        } catch {
            meters.held(0)
            await producer.abandon()
            await connection.close()
            throw error
        }
    }

    private func publish(over connection: Connection) async throws {
        try await connection.listen(Outbox.channel)
        try await connection.read { session in try Lanes.join(in: session) }
        var lanes = Lanes()
        var balanced: ContinuousClock.Instant?
        var attentive = ContinuousClock.now
        while !Task.isCancelled {
            service.watchdog.moved(name)
            if balanced.map({ .now - $0 > Self.balanceInterval }) ?? true {
                lanes = try await connection.read { [lanes] session in
                    var lanes = lanes
                    try lanes.balance(in: session)
                    return lanes
                }
                meters.held(lanes.held.count)
                balanced = .now
            }
            let count = try await publishOnce(lanes.held, over: connection)
            if count > 0 {
                attentive = .now + OutboxNudge.attention
                try await Task.sleep(for: Self.gathering.rest(after: count, of: Self.mostRows))
            } else {
                service.watchdog.rests(name)
                let wait = attentive > .now ? Self.lookInterval : Self.pollInterval
                if try await connection.notification(before: .now + wait) != nil {
                    attentive = .now + OutboxNudge.attention
                }
            }
        }
    }

    /// - Returns: how many rows were settled.
    private func publishOnce(_ lanes: Set<Int16>, over connection: Connection) async throws -> Int {
        guard !lanes.isEmpty else { return 0 }
        let rows = try await connection.read { session in try OutboxRow.oldest(Self.mostRows, of: lanes, in: session) }
        guard !rows.isEmpty else { return 0 }
        let began = ContinuousClock.now
        let publication = Publication(rows, try await send(rows))
        // What is acknowledged is deleted even when the service is stopping: nobody needs it twice.
        try await Task { try await settle(publication, over: connection) }.value
        meters.published(publication, in: .now - began)
        if let failure = publication.failure {
            service.logger.warning("Kafka does not take everything now", ["error": .string("\(failure)")])
            try await Task.sleep(for: Self.pollInterval)
        }
        return publication.done.count + publication.refused.count
    }

    /// Publishes; when the service is told to stop, Kafka has a moment to acknowledge, and the rest is for another time.
    private func send(_ rows: [OutboxRow]) async throws -> [Delivery] {
        do {
            return try await withTaskCancellationHandler {
                try await producer.publish(rows.map { $0.record })
            } onCancel: {
                Task { await producer.close(grace: Self.lastGrace) }
            }
        } catch  where Task.isCancelled {
            throw CancellationError()
        }
    }

    private func settle(_ publication: Publication, over connection: Connection) async throws {
        let done = publication.done
        let refused = publication.refused
        try await connection.read { session in
            if !done.isEmpty { try session.execute("DELETE FROM outbox WHERE id = ANY(\(done))") }
            guard !refused.isEmpty else { return }
            try session.execute(
                """
                UPDATE outbox SET refused = new.reason
                FROM unnest(\(refused.map { $0.id }), \(refused.map { $0.reason })) AS new (id, reason)
                WHERE outbox.id = new.id
                """
            )
        }
        for row in refused {
            service.logger.error(
                "Kafka refuses a message for good",
                ["outbox_id": .number(row.id), "error": .string(row.reason)]
            )
        }
    }
}
