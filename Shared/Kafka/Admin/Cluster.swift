/// The cluster as one of its brokers describes it.
package struct Cluster: Sendable, Hashable {
    /// One broker and where clients find it.
    package struct Broker: Sendable, Hashable {
        package let id: Int32
        package let host: String
        package let port: Int32
    }

    /// A topic and how many partitions it has.
    package struct Topic: Sendable, Hashable {
        package let name: String
        package let partitions: Int
        /// The partitions that nobody leads now, so that nothing can be read from or written to them.
        package let leaderless: [Int32]
    }

    package let brokers: [Broker]
    package let topics: [Topic]
}

/// A topic as it should be.
package struct TopicSpecification: Sendable, Hashable {
    package let name: String
    package let partitions: Int
    /// How many brokers keep a copy; -1 leaves it to the broker's default.
    package let replication: Int
    /// The topic's own options, by their names in Kafka: `retention.ms`.
    package let configuration: [String: String]

    package init(name: String, partitions: Int, replication: Int = -1, configuration: [String: String] = [:]) {
        (self.name, self.partitions) = (name, partitions)
        (self.replication, self.configuration) = (replication, configuration)
    }
}
