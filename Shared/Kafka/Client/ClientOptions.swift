internal import CRdKafka

/// Turns options into a librdkafka client, and frees what it made when that fails.
enum ClientOptions {
    static func makeClient(
        _ kind: KafkaHandle.Kind,
        options: [String: String],
        context: ClientContext
    ) throws(KafkaError) -> OpaquePointer {
        guard let configuration = unsafe rd_kafka_conf_new() else { throw .invalid("librdkafka has no memory") }
        // librdkafka takes the configuration only when it makes the client.
        var isTaken = false
        defer { if !isTaken { unsafe rd_kafka_conf_destroy(configuration) } }
        unsafe try set(options, in: configuration)
        unsafe context.register(in: configuration)
        var type = RD_KAFKA_CONSUMER
        if case .producer(let events) = kind {
            type = RD_KAFKA_PRODUCER
            unsafe rd_kafka_conf_set_events(configuration, events)
        }
        let (client, reason) = unsafe withErrorText { text, count in
            unsafe rd_kafka_new(type, configuration, text, count)
        }
        guard let client = unsafe client else { throw .invalid(reason) }
        isTaken = true
        return unsafe client
    }

    private static func set(_ options: [String: String], in configuration: OpaquePointer) throws(KafkaError) {
        for (name, value) in options.sorted(by: { $0.key < $1.key }) {
            let (result, reason) = unsafe withErrorText { text, count in
                unsafe rd_kafka_conf_set(configuration, name, value, text, count)
            }
            guard result != RD_KAFKA_CONF_OK else { continue }
            // The reason may repeat the value, which may be a secret.
            let isSecret = ["password", "secret", "sasl", "pem", "key"].contains { name.contains($0) }
            throw .invalid("the Kafka option \(name) is refused" + (isSecret ? "" : ": \(reason)"))
        }
    }

    /// Calls a function that explains itself in a buffer.
    private static func withErrorText<R>(_ body: (UnsafeMutablePointer<CChar>?, Int) -> R) -> (R, String) {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
            unsafe buffer.initialize(repeating: 0)
            let result = unsafe body(buffer.baseAddress, buffer.count)
            return unsafe (result, buffer.baseAddress.map { unsafe String(cString: $0) } ?? "")
        }
    }
}
