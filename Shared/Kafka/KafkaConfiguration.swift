/// Which Kafka to talk to, and how; the settings that keep order and lose nothing are built in.
package struct KafkaConfiguration: Sendable {
    /// `host:port,host:port`; the brokers to ask first.
    package var bootstrapServers: String
    /// How this client calls itself towards the brokers and in their logs.
    package var clientID: String
    /// Further options of librdkafka, by their names there: SASL, TLS, or another value for what is built in.
    package var overrides: [String: String]
    /// How long a published record may wait for its acknowledgement before it is given up.
    package var patience: Duration
    package var hooks: KafkaHooks

    package init(
        bootstrapServers: String,
        clientID: String,
        overrides: [String: String] = [:],
        patience: Duration = .seconds(300),
        hooks: KafkaHooks = KafkaHooks()
    ) {
        (self.bootstrapServers, self.clientID) = (bootstrapServers, clientID)
        (self.overrides, self.patience, self.hooks) = (overrides, patience, hooks)
    }
}

extension KafkaConfiguration {
    /// The options for a consumer of a group; overrides last, so that they win.
    func consumerOptions(group: String, _ fetching: Fetching) throws(KafkaError) -> [String: String] {
        let own = [
            "group.id": group,
            "enable.auto.commit": "true",
            "enable.auto.offset.store": "false",
            "auto.commit.interval.ms": "1000",
            "auto.offset.reset": "earliest",
            "isolation.level": "read_committed",
            // The cooperative assignor of librdkafka 2.0 can hang.
            "partition.assignment.strategy": "range",
            // A member that was killed holds its partitions for so long.
            "session.timeout.ms": "6000",
            "heartbeat.interval.ms": "2000",
            "max.poll.interval.ms": "300000",
            // What a member that is behind keeps at hand, and takes at once; more only makes the process larger. A record
            // that is larger still comes, alone.
            "queued.max.messages.kbytes": "2048",
            "fetch.message.max.bytes": "524288",
            "fetch.max.bytes": "2097152",
            "enable.partition.eof": "false",
            "allow.auto.create.topics": "false",
        ]
        let options = merged(own.merging(fetching.options) { $1 })
        // The statistics wake an idle consumer, which must poll now and then or its group takes it for stuck.
        let interval = options["statistics.interval.ms"].flatMap(Int.init) ?? 0
        let limit = options["max.poll.interval.ms"].flatMap(Int.init) ?? 0
        guard interval > 0, interval * 2 <= limit else {
            throw .invalid("statistics.interval.ms must be above 0 and at most half of max.poll.interval.ms (\(limit))")
        }
        return options
    }

    /// The options for a producer.
    func producerOptions() -> [String: String] {
        merged([
            "enable.idempotence": "true",
            "acks": "all",
            "max.in.flight.requests.per.connection": "5",
            // A record that timed out alone would leave a gap in its key's order: `patience` gives up all at once.
            "delivery.timeout.ms": "0",
            // What is published comes in batches already, and while they are under way the next one gathers.
            "linger.ms": "0",
            "compression.type": "lz4",
            // Agrees with the Java clients on which key belongs to which partition.
            "partitioner": "murmur2_random",
            "queue.buffering.max.kbytes": "65536",
        ])
    }

    /// The options for short work of an administrator.
    func adminOptions(group: String? = nil) -> [String: String] {
        var options = merged(group.map { ["group.id": $0, "enable.auto.commit": "false"] } ?? [:])
        options["statistics.interval.ms"] = "0"
        return options
    }

    private func merged(_ own: [String: String]) -> [String: String] {
        let common = [
            "bootstrap.servers": bootstrapServers,
            "client.id": clientID,
            "socket.nagle.disable": "true",
            "socket.keepalive.enable": "true",
            "reconnect.backoff.ms": "100",
            "reconnect.backoff.max.ms": "2000",
            "statistics.interval.ms": "10000",
            // So that a topic that was made, or allowed, is noticed soon.
            "topic.metadata.refresh.interval.ms": "10000",
            "log.connection.close": "false",
        ]
        return common.merging(own) { $1 }.merging(overrides) { $1 }
    }
}
