package import Kafka
package import Tickets

/// A record that could not be handled, as it goes to `<topic>.dlq`: the bytes unchanged, the reason in headers.
///
/// The header names are those of Spring Kafka, which tools for dead letters know, and `x-` ones of our own.
package enum DeadLetter {
    package static func message(_ record: Record, _ reason: Reason, consumer: String, lane: Int16) -> OutboxMessage {
        let origin = [
            ("kafka_dlt-original-topic", record.topic), ("kafka_dlt-original-partition", "\(record.partition)"),
            ("kafka_dlt-original-offset", "\(record.offset)"),
            ("kafka_dlt-original-consumer-group", consumer),
            ("kafka_dlt-exception-message", reason.description), ("x-consumer", consumer),
        ]
        let own = record.headers.compactMap { header in
            header.value.map { (header.name, String(decoding: $0, as: UTF8.self)) }
        }
        return OutboxMessage(
            lane: lane,
            topic: Topic.deadLetters(of: record.topic),
            key: record.key,
            headers: own + origin,
            payload: record.value ?? []
        )
    }
}
