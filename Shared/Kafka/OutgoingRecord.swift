/// A record to publish; records of one key go to one partition and stay in order.
package struct OutgoingRecord: Sendable, Hashable {
    package var topic: String
    package var key: [UInt8]?
    package var value: [UInt8]?
    package var headers: [Header]

    package init(topic: String, key: [UInt8]?, value: [UInt8]?, headers: [Header] = []) {
        (self.topic, self.key, self.value, self.headers) = (topic, key, value, headers)
    }
}

/// What became of a published record.
package enum Delivery: Sendable, Hashable {
    /// The brokers have it, as many as the topic demands; the offset is negative where they told it only for a later record.
    case acknowledged(partition: Int32, offset: Int64)
    /// It was given up; where it is possibly persisted, publishing it again may make a duplicate.
    case failed(KafkaError, possiblyPersisted: Bool)

    package var isAcknowledged: Bool {
        if case .acknowledged = self { true } else { false }
    }
}
