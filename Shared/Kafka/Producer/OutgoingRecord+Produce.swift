internal import CRdKafka

extension OutgoingRecord {
    /// Hands the record to librdkafka, which copies its bytes and owns the headers once it has accepted it.
    func produce(through client: OpaquePointer, token: DeliveryLedger.Token) throws(KafkaError) {
        let headers = unsafe makeHeaders()
        let error = unsafe topic.withCString { topic in
            unsafe withBytes(key) { key in
                unsafe withBytes(value) { value in
                    var arguments = unsafe [
                        rd_kafka_vu_t(vtype: RD_KAFKA_VTYPE_TOPIC, u: .init(cstr: topic)),
                        rd_kafka_vu_t(vtype: RD_KAFKA_VTYPE_KEY, u: .init(mem: key)),
                        rd_kafka_vu_t(vtype: RD_KAFKA_VTYPE_VALUE, u: .init(mem: value)),
                        rd_kafka_vu_t(vtype: RD_KAFKA_VTYPE_MSGFLAGS, u: .init(i: copyFlag)),
                        rd_kafka_vu_t(
                            vtype: RD_KAFKA_VTYPE_OPAQUE,
                            u: .init(ptr: UnsafeMutableRawPointer(bitPattern: token))
                        ),
                    ]
                    if let headers = unsafe headers {
                        unsafe arguments.append(
                            rd_kafka_vu_t(vtype: RD_KAFKA_VTYPE_HEADERS, u: .init(headers: headers))
                        )
                    }
                    return unsafe rd_kafka_produceva(client, arguments, arguments.count)
                }
            }
        }
        guard let error = unsafe error else { return }
        defer {
            unsafe rd_kafka_error_destroy(error)
            if let headers = unsafe headers { unsafe rd_kafka_headers_destroy(headers) }
        }
        // Its own code hides that the client is broken for good.
        if let fatal = unsafe KafkaError(fatalIn: client) { throw fatal }
        let reason = unsafe rd_kafka_error_string(error).map { unsafe String(cString: $0) }
        throw unsafe KafkaError(rd_kafka_error_code(error), reason)
    }

    private func makeHeaders() -> OpaquePointer? {
        guard !headers.isEmpty, let list = unsafe rd_kafka_headers_new(headers.count) else { return nil }
        for header in headers {
            unsafe withBytes(header.value) { value in
                unsafe _ = rd_kafka_header_add(list, header.name, -1, value.ptr, value.size)
            }
        }
        return unsafe list
    }
}

/// RD_KAFKA_MSG_F_COPY; the macro's own form does not come through to Swift.
private let copyFlag: Int32 = 0x2

private typealias Bytes = rd_kafka_vu_s.__Unnamed_union_u.__Unnamed_struct_mem

/// Lends the bytes; nil stays null, and empty is not null, because a record without a value means deletion.
private func withBytes<R>(_ bytes: [UInt8]?, _ body: (Bytes) -> R) -> R {
    guard let bytes else { return unsafe body(Bytes(ptr: nil, size: 0)) }
    guard !bytes.isEmpty else {
        var nothing: UInt8 = 0
        return unsafe withUnsafeMutablePointer(to: &nothing) { unsafe body(Bytes(ptr: $0, size: 0)) }
    }
    return unsafe bytes.withUnsafeBytes { buffer in
        unsafe body(Bytes(ptr: UnsafeMutableRawPointer(mutating: buffer.baseAddress), size: buffer.count))
    }
}
