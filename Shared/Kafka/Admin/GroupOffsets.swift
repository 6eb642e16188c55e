internal import CRdKafka

/// Reads how far a group has come, and sets it back, without joining it.
@safe
struct GroupOffsets {
    let client: OpaquePointer
    let milliseconds: Int32

    func positions(in partitions: [TopicPartition]) throws(KafkaError) -> [GroupPosition] {
        let list = PartitionList(partitions: partitions)
        try fillCommitted(list)
        let ends = unsafe PartitionEnds(client: client, milliseconds: milliseconds)
        var positions: [GroupPosition] = []
        for (partition, committed, code) in list.elements {
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(code) }
            let (first, end) = try ends(of: partition)
            // Without a commit, or with one of what is no longer kept, the group begins at the first record.
            positions.append(GroupPosition(partition: partition, next: max(first, committed), end: end))
        }
        return positions
    }

    /// Commits the beginning of each partition, in the name of a group that nobody is in.
    func rewind(_ partitions: [TopicPartition]) throws(KafkaError) {
        // The first question about a group finds its coordinator.
        try fillCommitted(PartitionList(partitions: partitions))
        let beginnings = PartitionList(offsets: Dictionary(partitions.map { ($0, 0) }) { $1 })
        let code = unsafe rd_kafka_commit(client, beginnings.pointer, 0)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw KafkaError(code, "the group cannot be set back; stop its members first")
        }
    }

    /// Asks until the group has a coordinator: the first question about a new group makes the broker choose one.
    private func fillCommitted(_ list: borrowing PartitionList) throws(KafkaError) {
        let deadline = ContinuousClock.now + .milliseconds(Int(milliseconds))
        while true {
            let code = unsafe rd_kafka_committed(client, list.pointer, milliseconds)
            guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
            let error = KafkaError(code, "no broker knows the group's offsets")
            guard error.isRetriable, ContinuousClock.now < deadline else { throw error }
            unsafe rd_kafka_poll(client, 100)
        }
    }
}
