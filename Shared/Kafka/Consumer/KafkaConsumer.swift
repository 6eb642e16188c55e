internal import CRdKafka
import Synchronization

/// Reads topics as a member of a group: batch after batch, each to be stored once it is handled.
///
/// A partition that moves to another member takes what is not stored with it, so a record may come twice, never not at all.
///
/// - Important: one task reads; call `close` before letting go, or the group learns of it late.
package final class KafkaConsumer: Sendable {
    private let handle: KafkaHandle
    private let handing: Handing
    private let topics: [String]
    /// An error that came behind records; it waits until these are handed out.
    private let postponed = Mutex<KafkaError?>(nil)

    /// - Parameters:
    ///   - configuration: which Kafka, and how.
    ///   - group: members of the same group share the partitions.
    ///   - topics: names, or patterns that begin with `^`.
    ///   - fetching: when a broker answers; see there.
    /// - Throws: when an option, the group or a topic is wrong.
    package init(
        _ configuration: KafkaConfiguration,
        group: String,
        topics: [String],
        fetching: Fetching = .prompt
    ) throws(KafkaError) {
        guard !group.isEmpty, !topics.isEmpty else { throw .invalid("a consumer needs a group and at least one topic") }
        let handing = Handing()
        let context = ClientContext(configuration.hooks) { handing.receive($0) }
        let options = try configuration.consumerOptions(group: group, fetching)
        handle = try KafkaHandle(.consumer, options: options, context: context)
        (self.handing, self.topics) = (handing, topics)
        unsafe try handle.use { client, _ throws(KafkaError) in unsafe try subscribe(client) }
    }

    private func subscribe(_ client: OpaquePointer) throws(KafkaError) {
        let list = PartitionList(topics: topics)
        let answer = unsafe rd_kafka_subscribe(client, list.pointer)
        guard answer == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw KafkaError(answer, "cannot subscribe to \(topics.joined(separator: ", "))")
        }
    }

    /// Waits for records and returns them, each partition's in order.
    ///
    /// - Parameters:
    ///   - limit: how many records at most.
    ///   - deadline: when to come back without any; nil waits for as long as it takes.
    /// - Returns: at least one record; none only when the deadline has passed, the consumer is closed or the task is cancelled.
    /// - Throws: when records may be lost or never come; the consumer must then be opened anew.
    package func next(
        atMost limit: Int,
        until deadline: ContinuousClock.Instant? = nil
    ) async throws(KafkaError) -> [Record] {
        var count = 0
        handing.begins()
        defer { handing.ends(with: count) }
        var alarm: Task<Void, any Error>?
        defer { alarm?.cancel() }
        while !Task.isCancelled {
            do throws(KafkaError) {
                let records = try drain(atMost: limit)
                count = records.count
                if count > 0 { return records }
            } catch .closed {
                return []
            }
            if let deadline {
                guard deadline > .now else { return [] }
                alarm = alarm ?? ring(at: deadline)
            }
            guard await handle.waker.wait() else { return [] }
        }
        return []
    }

    private func ring(at deadline: ContinuousClock.Instant) -> Task<Void, any Error> {
        Task { [waker = handle.waker] in
            try await Task.sleep(until: deadline)
            waker.signal()
        }
    }

    private func drain(atMost limit: Int) throws(KafkaError) -> [Record] {
        if let error = postponed.withLock({ $0.take() }) { throw error }
        return unsafe try handle.use { client, _ throws(KafkaError) in
            var records: [Record] = []
            do throws(KafkaError) {
                while records.count < limit, let record = unsafe try poll(client) { records.append(record) }
            } catch  where !records.isEmpty {
                // These records have left librdkafka's queue: nobody would hand them out again.
                postponed.withLock { $0 = error }
            }
            return records
        }
    }

    /// The next record that is already here, or nil; errors that pass by themselves are only reported.
    private func poll(_ client: OpaquePointer) throws(KafkaError) -> Record? {
        while let message = unsafe rd_kafka_consumer_poll(client, 0) {
            defer { unsafe rd_kafka_message_destroy(message) }
            guard unsafe message.pointee.err != RD_KAFKA_RESP_ERR_NO_ERROR else {
                return unsafe Record(copying: message)
            }
            let error = unsafe KafkaError(in: message, of: client)
            guard !error.endsConsumption else { throw error }
            handle.context.report(error)
            // Joins the group anew, for with its partitions it asks anew from where to read them.
            if error.leavesPartitionsUnread { unsafe try subscribe(client) }
        }
        return nil
    }

    /// Marks these records, and all before them in their partitions, as handled.
    package func store(_ records: [Record]) throws(KafkaError) {
        var offsets: [TopicPartition: Int64] = [:]
        for record in records {
            let partition = TopicPartition(record.topic, record.partition)
            offsets[partition] = max(offsets[partition] ?? 0, record.offset + 1)
        }
        try store(offsets)
    }

    /// Marks all before these offsets as handled; committed within a second or at `close`.
    ///
    /// A partition that has meanwhile moved to another member is passed over: that member reads the records again.
    package func store(_ offsets: [TopicPartition: Int64]) throws(KafkaError) {
        guard !offsets.isEmpty else { return }
        let list = PartitionList(offsets: offsets)
        unsafe try handle.use { client, _ in unsafe _ = rd_kafka_offsets_store(client, list.pointer) }
        let moved = [RD_KAFKA_RESP_ERR__STATE, RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION, RD_KAFKA_RESP_ERR_NO_ERROR]
        if let (partition, _, code) = list.elements.first(where: { !moved.contains($0.error) }) {
            throw KafkaError(code, "cannot store the offset of \(partition.topic)[\(partition.partition)]")
        }
    }

    /// What waits to be handled, as of the latest statistics (every ten seconds).
    package func lag() -> [PartitionLag] {
        handing.statistics?.lag ?? []
    }

    /// The latest statistics; nil in the first seconds.
    package var statistics: KafkaStatistics? {
        handing.statistics
    }

    /// Whether somebody waits for records, and how far this member is behind the ends of its partitions.
    package var standing: ConsumerStanding {
        handing.standing
    }

    /// The partitions that the group has given to this member.
    package func assignment() async throws(KafkaError) -> Set<TopicPartition> {
        unsafe try await handle.block { client throws(KafkaError) in
            var list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?
            let answer = unsafe rd_kafka_assignment(client, &list)
            guard answer == RD_KAFKA_RESP_ERR_NO_ERROR, let list = unsafe list else { throw KafkaError(answer) }
            return Set(unsafe PartitionList(owning: list).elements.map(\.partition))
        }
    }

    /// Commits what is stored and leaves the group at once, so that another member takes over; a second call does nothing.
    package func close() async {
        await handle.close()
    }
}
