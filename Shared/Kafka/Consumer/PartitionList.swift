internal import CRdKafka

/// A list of partitions as librdkafka wants it; freed when the value ends.
@safe
struct PartitionList: ~Copyable {
    let pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>

    init(owning pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) {
        unsafe self.pointer = unsafe pointer
    }

    init(topics: [String]) {
        unsafe self.init(owning: rd_kafka_topic_partition_list_new(Int32(topics.count)))
        for topic in topics {
            // -1: all of them (RD_KAFKA_PARTITION_UA).
            unsafe rd_kafka_topic_partition_list_add(pointer, topic, -1)
        }
    }

    init(partitions: some Collection<TopicPartition>) {
        unsafe self.init(owning: rd_kafka_topic_partition_list_new(Int32(partitions.count)))
        for partition in partitions {
            unsafe rd_kafka_topic_partition_list_add(pointer, partition.topic, partition.partition)
        }
    }

    init(offsets: [TopicPartition: Int64]) {
        unsafe self.init(owning: rd_kafka_topic_partition_list_new(Int32(offsets.count)))
        for (partition, offset) in offsets {
            let element = unsafe rd_kafka_topic_partition_list_add(pointer, partition.topic, partition.partition)
            unsafe element?.pointee.offset = offset
        }
    }

    /// Each partition with its offset and the error that librdkafka wrote beside it.
    var elements: [(partition: TopicPartition, offset: Int64, error: rd_kafka_resp_err_t)] {
        unsafe (0..<Int(pointer.pointee.cnt)).map { index in
            let element = unsafe pointer.pointee.elems[index]
            let topic = unsafe String(cString: element.topic)
            return unsafe (TopicPartition(topic, element.partition), element.offset, element.err)
        }
    }

    deinit {
        unsafe rd_kafka_topic_partition_list_destroy(pointer)
    }
}
