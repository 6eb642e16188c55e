internal import CRdKafka

extension KafkaError {
    /// The error that a message of librdkafka carries instead of a record.
    init(in message: UnsafePointer<rd_kafka_message_t>, of client: OpaquePointer) {
        let code = unsafe message.pointee.err
        if code == RD_KAFKA_RESP_ERR__FATAL, let fatal = unsafe KafkaError(fatalIn: client) {
            self = fatal
        } else {
            let reason = unsafe rd_kafka_message_errstr(message).map { unsafe String(cString: $0) }
            self.init(code, reason)
        }
    }

    /// The error that has made this client useless, if there is one.
    init?(fatalIn client: OpaquePointer) {
        let found = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) {
            buffer -> (rd_kafka_resp_err_t, String) in
            unsafe buffer.initialize(repeating: 0)
            let code = unsafe rd_kafka_fatal_error(client, buffer.baseAddress, buffer.count)
            return unsafe (code, buffer.baseAddress.map { unsafe String(cString: $0) } ?? "")
        }
        guard found.0 != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
        self.init(found.0, found.1, isFatal: true)
    }

    /// Whether going on would pass over records or never see any again; all else librdkafka heals by itself.
    var endsConsumption: Bool {
        isFatal || Self.ending.contains(code)
    }

    /// Whether the group's coordinator did not say from where to read: librdkafka asks once for each assignment, and when all
    /// it got was an error, the partitions stand still for good (its issue 5586, open in 2026).
    var leavesPartitionsUnread: Bool {
        reason.hasPrefix("Failed to fetch committed offsets")
    }

    private static let ending = Set(
        [
            RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET, RD_KAFKA_RESP_ERR__BAD_MSG, RD_KAFKA_RESP_ERR__BAD_COMPRESSION,
            RD_KAFKA_RESP_ERR__NOT_IMPLEMENTED, RD_KAFKA_RESP_ERR__AUTHENTICATION,
        ].map(\.rawValue)
    )
}
