/// A record as it came from Kafka; plain bytes that outlive the client they came through.
package struct Record: Sendable, Hashable {
    package let topic: String
    package let partition: Int32
    package let offset: Int64
    package let key: [UInt8]?
    package let value: [UInt8]?
    package let headers: [Header]
    /// Milliseconds since 1970, as the producer or the broker set it; nil when the record carries none.
    package let timestamp: Int64?

    package init(
        topic: String,
        partition: Int32,
        offset: Int64,
        key: [UInt8]? = nil,
        value: [UInt8]? = nil,
        headers: [Header] = [],
        timestamp: Int64? = nil
    ) {
        (self.topic, self.partition, self.offset) = (topic, partition, offset)
        (self.key, self.value, self.headers, self.timestamp) = (key, value, headers, timestamp)
    }
}

/// One header of a record: a name that may repeat, and bytes.
package struct Header: Sendable, Hashable {
    package let name: String
    package let value: [UInt8]?

    package init(_ name: String, _ value: [UInt8]?) {
        (self.name, self.value) = (name, value)
    }

    package init(_ name: String, _ text: String) {
        self.init(name, Array(text.utf8))
    }
}

/// A partition of a topic.
package struct TopicPartition: Sendable, Hashable {
    package let topic: String
    package let partition: Int32

    package init(_ topic: String, _ partition: Int32) {
        (self.topic, self.partition) = (topic, partition)
    }
}

/// How many records of a partition wait to be handled.
package struct PartitionLag: Sendable, Hashable {
    package let topic: String
    package let partition: Int32
    package let lag: Int64
}
