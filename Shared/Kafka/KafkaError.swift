internal import CRdKafka

/// What Kafka or its client library answered, with what a caller may do about it.
package struct KafkaError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The code of the Kafka protocol, or librdkafka's own where it is negative.
    package let code: Int32
    /// The code's name as in the protocol: `NOT_LEADER_FOR_PARTITION`, `_TRANSPORT`.
    package let name: String
    package let reason: String
    /// The client that met it is of no more use; a producer replaces itself, a consumer must be opened anew.
    package let isFatal: Bool

    init(_ code: rd_kafka_resp_err_t, _ reason: String? = nil, isFatal: Bool = false) {
        self.code = code.rawValue
        name = unsafe String(cString: rd_kafka_err2name(code))
        self.reason = unsafe reason ?? String(cString: rd_kafka_err2str(code))
        self.isFatal = isFatal || code == RD_KAFKA_RESP_ERR__FATAL
    }

    /// Whether the same call may succeed later without anyone changing anything; a producer heals even a fatal error itself.
    package var isRetriable: Bool { isFatal || Self.passing.contains(code) }

    package var description: String { "\(name): \(reason)" }

    private static let passing = Set(
        [
            RD_KAFKA_RESP_ERR__TRANSPORT, RD_KAFKA_RESP_ERR__RESOLVE, RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN,
            RD_KAFKA_RESP_ERR__TIMED_OUT, RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE, RD_KAFKA_RESP_ERR__MSG_TIMED_OUT,
            RD_KAFKA_RESP_ERR__QUEUE_FULL, RD_KAFKA_RESP_ERR__PURGE_QUEUE, RD_KAFKA_RESP_ERR__PURGE_INFLIGHT,
            RD_KAFKA_RESP_ERR__WAIT_COORD, RD_KAFKA_RESP_ERR__WAIT_CACHE,
            RD_KAFKA_RESP_ERR__DESTROY, RD_KAFKA_RESP_ERR__RETRY,
            RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION,
            RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT, RD_KAFKA_RESP_ERR_BROKER_NOT_AVAILABLE,
            RD_KAFKA_RESP_ERR_REPLICA_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NETWORK_EXCEPTION,
            RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS, RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE,
            RD_KAFKA_RESP_ERR_NOT_COORDINATOR, RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS,
            RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS_AFTER_APPEND, RD_KAFKA_RESP_ERR_NOT_CONTROLLER,
            RD_KAFKA_RESP_ERR_KAFKA_STORAGE_ERROR, RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS,
            RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION, RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID,
            RD_KAFKA_RESP_ERR_THROTTLING_QUOTA_EXCEEDED,
        ].map(\.rawValue)
    )
}

extension KafkaError {
    /// What every call on a closed client answers.
    static var closed: KafkaError {
        KafkaError(RD_KAFKA_RESP_ERR__DESTROY, "this client is closed")
    }

    static var abandoned: KafkaError {
        KafkaError(RD_KAFKA_RESP_ERR__PURGE_INFLIGHT, "the publication was abandoned")
    }

    static var outOfPatience: KafkaError {
        KafkaError(RD_KAFKA_RESP_ERR__MSG_TIMED_OUT, "no broker acknowledged it in time")
    }

    var isQueueFull: Bool { code == RD_KAFKA_RESP_ERR__QUEUE_FULL.rawValue }

    var isPurge: Bool {
        code == RD_KAFKA_RESP_ERR__PURGE_QUEUE.rawValue || code == RD_KAFKA_RESP_ERR__PURGE_INFLIGHT.rawValue
    }

    /// A call that cannot work as it was made; `reason` names the value and the remedy.
    static func invalid(_ reason: String) -> KafkaError {
        KafkaError(RD_KAFKA_RESP_ERR__INVALID_ARG, reason)
    }
}
