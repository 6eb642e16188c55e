internal import CRdKafka

/// A small Kafka inside this process: librdkafka's mock cluster, real protocol on loopback, memory only.
///
/// It serves whoever connects, in this process or another; when it goes, its topics and offsets go with it.
package final class EmbeddedBroker: Sendable {
    /// What clients need to find it: `127.0.0.1:port` for each broker.
    package let bootstrapServers: String
    private let handle: KafkaHandle

    /// - Parameters:
    ///   - brokers: how many brokers the cluster has; they are numbered from 1.
    ///   - hooks: where its own client's log goes.
    /// - Throws: when the cluster cannot be made.
    package init(brokers: Int = 1, hooks: KafkaHooks = KafkaHooks()) throws(KafkaError) {
        handle = try KafkaHandle(
            .producer(events: 0),
            options: ["test.mock.num.brokers": "\(brokers)", "client.id": "embedded"],
            context: ClientContext(hooks)
        )
        bootstrapServers = unsafe try handle.use { client, _ throws(KafkaError) in
            let cluster = unsafe try Self.cluster(of: client)
            guard let servers = unsafe rd_kafka_mock_cluster_bootstraps(cluster) else { throw .invalid("no brokers") }
            return unsafe String(cString: servers)
        }
    }

    private static func cluster(of client: OpaquePointer) throws(KafkaError) -> OpaquePointer {
        guard let cluster = unsafe rd_kafka_handle_mock_cluster(client) else {
            throw .invalid("this librdkafka has no mock cluster")
        }
        return unsafe cluster
    }

    /// Makes a topic; a second call with the same name changes nothing.
    package func createTopic(_ name: String, partitions: Int) async throws(KafkaError) {
        unsafe try await ask("cannot create the topic \(name)") { cluster in
            let answer = unsafe rd_kafka_mock_topic_create(cluster, name, Int32(partitions), 1)
            return answer == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS ? RD_KAFKA_RESP_ERR_NO_ERROR : answer
        }
    }

    /// Cuts the connections of a broker, or of all, and lets none in until `setUp`.
    package func setDown(broker: Int? = nil) async throws(KafkaError) {
        unsafe try await ask("cannot take the broker down") { unsafe rd_kafka_mock_broker_set_down($0, number(broker)) }
    }

    /// Lets a broker, or all, be connected to again.
    package func setUp(broker: Int? = nil) async throws(KafkaError) {
        unsafe try await ask("cannot bring the broker up") { unsafe rd_kafka_mock_broker_set_up($0, number(broker)) }
    }

    /// Makes another broker the leader of a partition.
    package func setLeader(of partition: TopicPartition, to broker: Int) async throws(KafkaError) {
        unsafe try await ask("cannot move the leader of \(partition.topic)[\(partition.partition)]") { cluster in
            unsafe rd_kafka_mock_partition_set_leader(cluster, partition.topic, partition.partition, Int32(broker))
        }
    }

    /// Takes requests at once and lets their answers wait for so long; what is on its way stays on its way meanwhile.
    package func delayAnswers(by delay: Duration) async throws(KafkaError) {
        let milliseconds = Int32(min(max(delay / .milliseconds(1), 0), 3_600_000))
        unsafe try await ask("cannot delay answers") { unsafe rd_kafka_mock_broker_set_rtt($0, -1, milliseconds) }
    }

    /// Answers the next requests of one kind with these errors, one each, in order.
    package func fail(_ request: Request, with failures: [Failure]) async throws(KafkaError) {
        let codes = failures.map(\.code)
        unsafe try await ask("cannot inject errors") { cluster in
            unsafe rd_kafka_mock_push_request_errors_array(cluster, request.rawValue, codes.count, codes)
            return RD_KAFKA_RESP_ERR_NO_ERROR
        }
    }

    /// Lets requests of one kind succeed again, whatever they were still to fail with.
    package func heal(_ request: Request) async throws(KafkaError) {
        unsafe try await ask("cannot take errors back") { cluster in
            unsafe rd_kafka_mock_clear_request_errors(cluster, request.rawValue)
            return RD_KAFKA_RESP_ERR_NO_ERROR
        }
    }

    private func ask(
        _ what: String,
        _ question: @escaping @Sendable (_ cluster: OpaquePointer) -> rd_kafka_resp_err_t
    ) async throws(KafkaError) {
        unsafe try await handle.block { client throws(KafkaError) in
            let answer = unsafe try question(Self.cluster(of: client))
            guard answer == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(answer, what) }
        }
    }

    /// Ends the cluster and all it holds; a second call does nothing.
    package func close() async {
        await handle.close()
    }
}

/// librdkafka's number for a broker, or for all of them.
private func number(_ broker: Int?) -> Int32 {
    Int32(broker ?? -1)
}
