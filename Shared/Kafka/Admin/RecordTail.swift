internal import CRdKafka

/// Reads the last records of partitions, without belonging to a group.
@safe
struct RecordTail {
    let client: OpaquePointer
    let milliseconds: Int32

    /// Up to `count` records of each partition, as far as they come in time.
    func read(_ count: Int, of partitions: [TopicPartition]) throws(KafkaError) -> [Record] {
        let ends = unsafe PartitionEnds(client: client, milliseconds: milliseconds)
        var (begin, awaited): ([TopicPartition: Int64], [TopicPartition: Int64]) = ([:], [:])
        for partition in partitions {
            let (first, end) = try ends(of: partition)
            guard end > first else { continue }
            begin[partition] = max(first, end - Int64(count))
            awaited[partition] = end
        }
        guard !begin.isEmpty else { return [] }
        let list = PartitionList(offsets: begin)
        let code = unsafe rd_kafka_assign(client, list.pointer)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(code, "cannot read the last records") }
        defer { unsafe _ = rd_kafka_assign(client, nil) }
        return take(until: awaited)
    }

    /// What comes until each partition's end, or until the time is over: the last offset may be no record at all.
    private func take(until ends: [TopicPartition: Int64]) -> [Record] {
        let deadline = ContinuousClock.now + .milliseconds(Int(milliseconds))
        var (records, awaited) = ([Record](), ends)
        while !awaited.isEmpty, ContinuousClock.now < deadline {
            guard let message = unsafe rd_kafka_consumer_poll(client, 100) else { continue }
            defer { unsafe rd_kafka_message_destroy(message) }
            guard unsafe message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR else { continue }
            let record = unsafe Record(copying: message)
            records.append(record)
            let partition = TopicPartition(record.topic, record.partition)
            if let end = awaited[partition], record.offset + 1 >= end { awaited[partition] = nil }
        }
        return records
    }
}
