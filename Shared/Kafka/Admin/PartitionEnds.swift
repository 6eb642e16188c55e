internal import CRdKafka

/// Asks where partitions begin and end.
@safe
struct PartitionEnds {
    let client: OpaquePointer
    let milliseconds: Int32

    /// The offset of the first record that is kept, and that of the next record to come.
    func callAsFunction(of partition: TopicPartition) throws(KafkaError) -> (first: Int64, end: Int64) {
        var (first, end) = (Int64(0), Int64(0))
        let code = unsafe rd_kafka_query_watermark_offsets(
            client,
            partition.topic,
            partition.partition,
            &first,
            &end,
            milliseconds
        )
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw KafkaError(code, "no broker knows the offsets of \(partition.topic)[\(partition.partition)]")
        }
        return (first, end)
    }
}
