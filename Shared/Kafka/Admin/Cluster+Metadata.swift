internal import CRdKafka

extension Cluster {
    init(askedThrough client: OpaquePointer, milliseconds: Int32) throws(KafkaError) {
        var answer: UnsafePointer<rd_kafka_metadata>?
        let code = unsafe rd_kafka_metadata(client, 1, nil, &answer, milliseconds)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let answer = unsafe answer else {
            throw KafkaError(code, "no broker describes the cluster")
        }
        defer { unsafe rd_kafka_metadata_destroy(answer) }
        let metadata = unsafe answer.pointee
        brokers = unsafe UnsafeBufferPointer(start: metadata.brokers, count: Int(metadata.broker_cnt)).map { broker in
            unsafe Broker(id: broker.id, host: String(cString: broker.host), port: broker.port)
        }
        .sorted { $0.id < $1.id }
        topics = unsafe UnsafeBufferPointer(start: metadata.topics, count: Int(metadata.topic_cnt)).map { topic in
            let partitions = unsafe UnsafeBufferPointer(start: topic.partitions, count: Int(topic.partition_cnt))
            return unsafe Topic(
                name: String(cString: topic.topic),
                partitions: partitions.count,
                leaderless: partitions.filter { unsafe $0.leader < 0 }.map { unsafe $0.id }
            )
        }
        .sorted { $0.name < $1.name }
    }
}
