internal import CRdKafka

extension Record {
    /// Copies everything out of a message of librdkafka, which stays its owner's to destroy.
    init(copying pointer: UnsafePointer<rd_kafka_message_t>) {
        var kind = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
        let milliseconds = unsafe rd_kafka_message_timestamp(pointer, &kind)
        let message = unsafe pointer.pointee
        unsafe self.init(
            topic: message.rkt.map { unsafe String(cString: rd_kafka_topic_name($0)) } ?? "",
            partition: message.partition,
            offset: message.offset,
            key: copiedBytes(message.key, message.key_len),
            value: copiedBytes(message.payload, message.len),
            headers: copiedHeaders(of: pointer),
            timestamp: kind == RD_KAFKA_TIMESTAMP_NOT_AVAILABLE ? nil : milliseconds
        )
    }
}

private func copiedBytes(_ start: UnsafeRawPointer?, _ count: Int) -> [UInt8]? {
    guard let start = unsafe start else { return nil }
    return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
}

private func copiedHeaders(of message: UnsafePointer<rd_kafka_message_t>) -> [Header] {
    var list: OpaquePointer?
    guard unsafe rd_kafka_message_headers(message, &list) == RD_KAFKA_RESP_ERR_NO_ERROR, let list = unsafe list else {
        return []
    }
    return unsafe (0..<rd_kafka_header_cnt(list)).compactMap { index in
        var name: UnsafePointer<CChar>?
        var value: UnsafeRawPointer?
        var count = 0
        let answer = unsafe rd_kafka_header_get_all(list, index, &name, &value, &count)
        guard answer == RD_KAFKA_RESP_ERR_NO_ERROR, let name = unsafe name else { return nil }
        return unsafe Header(String(cString: name), copiedBytes(value, count))
    }
}
