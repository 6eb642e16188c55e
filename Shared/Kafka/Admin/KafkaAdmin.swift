internal import CRdKafka

/// Looks after topics and groups; each call opens a client of its own and closes it.
package struct KafkaAdmin: Sendable {
    private let configuration: KafkaConfiguration
    private let timeout: Duration

    /// - Parameters:
    ///   - configuration: which Kafka, and how.
    ///   - timeout: how long each request may take, the search for a broker included.
    package init(_ configuration: KafkaConfiguration, timeout: Duration = .seconds(10)) {
        (self.configuration, self.timeout) = (configuration, timeout)
    }

    /// The brokers and all topics.
    package func cluster() async throws(KafkaError) -> Cluster {
        unsafe try await withClient { client throws(KafkaError) in
            unsafe try Cluster(askedThrough: client, milliseconds: milliseconds)
        }
    }

    /// The topics, without Kafka's own (whose names begin with two underscores).
    package func topics() async throws(KafkaError) -> [Cluster.Topic] {
        try await cluster().topics.filter { !$0.name.hasPrefix("__") }
    }

    package func brokers() async throws(KafkaError) -> [Cluster.Broker] {
        try await cluster().brokers
    }

    /// Makes the topics that are missing.
    ///
    /// - Returns: the names of those that were made.
    /// - Throws: also when one exists with another number of partitions, because that would change which partition a key
    ///   belongs to; nothing is made then.
    @discardableResult
    package func create(_ topics: [TopicSpecification]) async throws(KafkaError) -> [String] {
        let existing = try await cluster().topics.reduce(into: [:]) { $0[$1.name] = $1.partitions }
        for topic in topics {
            guard let count = existing[topic.name], count != topic.partitions else { continue }
            throw .invalid(
                "the topic \(topic.name) has \(count) partitions, not \(topic.partitions): order by key would break; "
                    + "correct the number or move to a new topic"
            )
        }
        let missing = topics.filter { existing[$0.name] == nil }
        guard !missing.isEmpty else { return [] }
        unsafe try await withClient { client throws(KafkaError) in
            let requests = unsafe TopicRequests(client: client, milliseconds: milliseconds)
            try requests.create(missing)
            try requests.waitUntil { cluster in
                missing.allSatisfy { topic in cluster.topics.contains { $0.name == topic.name && $0.leaderless.isEmpty }
                }
            }
        }
        return missing.map(\.name)
    }

    /// Deletes the topics and all they hold; one that does not exist is none to delete.
    package func delete(_ topics: [String]) async throws(KafkaError) {
        guard !topics.isEmpty else { return }
        unsafe try await withClient { client throws(KafkaError) in
            let requests = unsafe TopicRequests(client: client, milliseconds: milliseconds)
            try requests.delete(topics)
            try requests.waitUntil { cluster in cluster.topics.allSatisfy { !topics.contains($0.name) } }
        }
    }

    /// How many records of each partition a group has not yet committed.
    package func groupLag(_ group: String, topics: [String]) async throws(KafkaError) -> [PartitionLag] {
        try await groupPositions(group, topics: topics).map {
            PartitionLag(topic: $0.partition.topic, partition: $0.partition.partition, lag: $0.lag)
        }
    }

    /// How far a group has come in each partition.
    package func groupPositions(_ group: String, topics: [String]) async throws(KafkaError) -> [GroupPosition] {
        let partitions = try await partitions(of: topics)
        guard !partitions.isEmpty else { return [] }
        return unsafe try await withClient(group: group) { client throws(KafkaError) in
            unsafe try GroupOffsets(client: client, milliseconds: milliseconds).positions(in: partitions)
        }
    }

    /// How many members a group has.
    ///
    /// - Throws: also where the broker cannot tell, as the embedded one.
    package func groupMembers(_ group: String) async throws(KafkaError) -> Int {
        unsafe try await withClient { client throws(KafkaError) in
            unsafe try GroupMembers(client: client, milliseconds: milliseconds).count(in: group)
        }
    }

    /// Up to `count` of the last records of each partition; nobody's offsets change.
    package func last(_ count: Int, of topics: [String]) async throws(KafkaError) -> [Record] {
        let partitions = try await partitions(of: topics)
        guard !partitions.isEmpty else { return [] }
        return unsafe try await withClient(group: configuration.clientID) { client throws(KafkaError) in
            unsafe try RecordTail(client: client, milliseconds: milliseconds).read(count, of: partitions)
        }
    }

    /// Behind the last record of each partition that may be read.
    package func ends(of partitions: some Collection<TopicPartition>) async throws(KafkaError) -> [TopicPartition:
        Int64]
    {
        guard !partitions.isEmpty else { return [:] }
        let partitions = Array(partitions)
        return unsafe try await withClient { client throws(KafkaError) in
            let ask = unsafe PartitionEnds(client: client, milliseconds: milliseconds)
            var ends: [TopicPartition: Int64] = [:]
            for partition in partitions { ends[partition] = try ask(of: partition).end }
            return ends
        }
    }

    /// Lets a group that has no members read the topics again from their beginning.
    package func rewind(_ group: String, topics: [String]) async throws(KafkaError) {
        let partitions = try await partitions(of: topics)
        unsafe try await withClient(group: group) { client throws(KafkaError) in
            unsafe try GroupOffsets(client: client, milliseconds: milliseconds).rewind(partitions)
        }
    }

    private func partitions(of topics: [String]) async throws(KafkaError) -> [TopicPartition] {
        try await cluster().topics.filter { topics.contains($0.name) }.flatMap { topic in
            (0..<Int32(topic.partitions)).map { TopicPartition(topic.name, $0) }
        }
    }

    private var milliseconds: Int32 { Int32(min(max(timeout / .milliseconds(1), 1), 3_600_000)) }

    private func withClient<R: Sendable>(
        group: String? = nil,
        _ body: @escaping @Sendable (_ client: OpaquePointer) throws(KafkaError) -> R
    ) async throws(KafkaError) -> R {
        let handle = try KafkaHandle(
            group == nil ? .producer(events: 0) : .consumer,
            options: configuration.adminOptions(group: group),
            context: ClientContext(configuration.hooks)
        )
        do throws(KafkaError) {
            let result = unsafe try await handle.block(body)
            await handle.close()
            return result
        } catch {
            await handle.close()
            throw error
        }
    }
}
