internal import CRdKafka

/// What librdkafka's callbacks may reach: the hooks, and nothing that belongs to one thread.
final class ClientContext: Sendable {
    let hooks: KafkaHooks
    let statistics: @Sendable (KafkaStatistics) -> Void

    init(_ hooks: KafkaHooks, statistics: @escaping @Sendable (KafkaStatistics) -> Void = { _ in }) {
        (self.hooks, self.statistics) = (hooks, statistics)
    }

    /// Registers the callbacks; the configuration's one opaque slot holds this object unretained.
    func register(in configuration: OpaquePointer) {
        unsafe rd_kafka_conf_set_opaque(configuration, Unmanaged.passUnretained(self).toOpaque())
        unsafe rd_kafka_conf_set_log_cb(configuration) { client, level, facility, message in
            guard let context = unsafe ClientContext.of(client) else { return }
            unsafe context.log(Int(level), text(facility), text(message))
        }
        unsafe rd_kafka_conf_set_error_cb(configuration) { client, code, reason, _ in
            guard let context = unsafe ClientContext.of(client) else { return }
            unsafe context.report(KafkaError(rd_kafka_resp_err_t(rawValue: code), text(reason)))
        }
        unsafe rd_kafka_conf_set_stats_cb(configuration) { client, json, count, _ in
            guard let context = unsafe ClientContext.of(client), let json = unsafe json else { return 0 }
            context.receive(statistics: unsafe Array(UnsafeRawBufferPointer(start: json, count: count)))
            return 0  // librdkafka frees the text
        }
    }

    func log(_ level: Int, _ facility: String, _ message: String) {
        hooks.log(KafkaHooks.LogLine(level: level, facility: facility, message: message))
    }

    func report(_ error: KafkaError) {
        log(3, error.name, error.reason)
    }

    func receive(statistics json: [UInt8]) {
        do {
            let statistics = try KafkaStatistics(json: json)
            self.statistics(statistics)
            hooks.statistics(statistics)
        } catch {
            log(4, "STATISTICS", "librdkafka's statistics cannot be read: \(error)")
        }
    }

    private static func of(_ client: OpaquePointer?) -> ClientContext? {
        guard let client = unsafe client, let opaque = unsafe rd_kafka_opaque(client) else { return nil }
        return unsafe Unmanaged<ClientContext>.fromOpaque(opaque).takeUnretainedValue()
    }
}

private func text(_ characters: UnsafePointer<CChar>?) -> String {
    unsafe characters.map { unsafe String(cString: $0) } ?? ""
}
