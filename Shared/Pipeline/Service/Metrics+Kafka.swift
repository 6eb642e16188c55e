package import Kafka
package import Telemetry

extension Metrics {
    /// Shows what librdkafka says of a client; `statistics` answers nil until it has said something.
    package func registerKafka(_ client: String, _ statistics: @escaping @Sendable () -> KafkaStatistics?) {
        let labels: Labels = ["client": client]
        gauge("kafka_client_brokers_up", labels, help: "Brokers it is connected to.") {
            statistics().map { Double($0.brokersUp) }
        }
        gauge("kafka_client_msg_cnt", labels, help: "Records on their way out.") {
            statistics().map { Double($0.outgoing) }
        }
        counter("kafka_client_rebalances_total", labels, help: "Times its group shared the partitions out anew.") {
            statistics().map { Double($0.rebalances) }
        }
    }

    /// When a consumer last did a batch; one that is silent while records wait is stuck.
    package func lastProcessed(by consumer: String) -> Gauge {
        gauge(
            "ticket_consumer_last_processed_timestamp_seconds",
            ["consumer": consumer],
            help: "When a batch was last done."
        )
    }
}
