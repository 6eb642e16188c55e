internal import CRdKafka

/// One producing client of librdkafka: takes records, gives reports.
final class ProducerClient: Sendable {
    /// What the client has to say since it was last asked.
    struct News {
        var reports: [(token: DeliveryLedger.Token, delivery: Delivery)] = []
        /// The error that has made the client useless.
        var fatal: KafkaError?
        /// The statistics came, as they do every few seconds.
        var isTick = false
    }

    private let handle: KafkaHandle

    var waker: Waker { handle.waker }

    init(_ configuration: KafkaConfiguration, statistics: LatestStatistics) throws(KafkaError) {
        handle = try KafkaHandle(
            .producer(events: RD_KAFKA_EVENT_DR),
            options: configuration.producerOptions(),
            context: ClientContext(configuration.hooks) { statistics.set($0) }
        )
    }

    /// Asks for the partitions of these topics; otherwise the first record of each would wait a second for them.
    func learn(_ topics: Set<String>) async {
        unsafe try? await handle.block { client in
            for name in topics {
                guard let topic = unsafe rd_kafka_topic_new(client, name, nil) else { continue }
                defer { unsafe rd_kafka_topic_destroy(topic) }
                var answer: UnsafePointer<rd_kafka_metadata>?
                if unsafe rd_kafka_metadata(client, 0, topic, &answer, 1000) == RD_KAFKA_RESP_ERR_NO_ERROR {
                    unsafe rd_kafka_metadata_destroy(answer)
                }
            }
        }
    }

    /// Hands a record to librdkafka, which copies it.
    func produce(_ record: OutgoingRecord, token: DeliveryLedger.Token) throws(KafkaError) {
        unsafe try handle.use { client, _ throws(KafkaError) in
            unsafe try record.produce(through: client, token: token)
        }
    }

    /// Takes what is ready, without waiting.
    func drain() -> News {
        let news = unsafe try? handle.use { client, queue in
            var news = News()
            while let event = unsafe rd_kafka_queue_poll(queue, 0) {
                defer { unsafe rd_kafka_event_destroy(event) }
                unsafe receive(event, into: &news)
            }
            news.fatal = unsafe KafkaError(fatalIn: client)
            return news
        }
        return news ?? News()
    }

    private func receive(_ event: OpaquePointer, into news: inout News) {
        switch unsafe rd_kafka_event_type(event) {
        case RD_KAFKA_EVENT_DR:
            while let message = unsafe rd_kafka_event_message_next(event) {
                let token = unsafe Int(bitPattern: message.pointee._private)
                unsafe news.reports.append((token, Delivery(reportedBy: message)))
            }
        case RD_KAFKA_EVENT_STATS:
            news.isTick = true
            guard let json = unsafe rd_kafka_event_stats(event) else { return }
            handle.context.receive(statistics: unsafe Array(String(cString: json).utf8))
        case RD_KAFKA_EVENT_ERROR:
            let reason = unsafe rd_kafka_event_error_string(event).map { unsafe String(cString: $0) }
            handle.context.report(unsafe KafkaError(rd_kafka_event_error(event), reason))
        default: break
        }
    }

    /// Gives up what is queued and in flight; the reports come as always.
    func purge() {
        let everything = RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT | RD_KAFKA_PURGE_F_NON_BLOCKING
        unsafe try? handle.use { client, _ in unsafe _ = rd_kafka_purge(client, everything) }
    }

    /// Waits until all is reported, but not longer than `grace`; somebody must drain meanwhile.
    func flush(for grace: Duration) async {
        let milliseconds = Int32(min(max(grace / .milliseconds(1), 0), 3_600_000))
        unsafe try? await handle.block { client in unsafe _ = rd_kafka_flush(client, milliseconds) }
    }

    /// Breaks the client as an unrecoverable fault would; for tests and drills.
    func provokeFatalError() {
        unsafe try? handle.use { client, _ in
            unsafe _ = rd_kafka_test_fatal_error(client, RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER, "provoked")
        }
    }

    func close() async {
        await handle.close()
    }
}

extension Delivery {
    fileprivate init(reportedBy message: UnsafePointer<rd_kafka_message_t>) {
        let code = unsafe message.pointee.err
        if code == RD_KAFKA_RESP_ERR_NO_ERROR {
            self = unsafe .acknowledged(partition: message.pointee.partition, offset: message.pointee.offset)
        } else {
            let isNowhere = unsafe rd_kafka_message_status(message) == RD_KAFKA_MSG_STATUS_NOT_PERSISTED
            self = .failed(KafkaError(code), possiblyPersisted: !isNowhere)
        }
    }
}
