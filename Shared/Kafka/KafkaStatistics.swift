import FoundationEssentials

/// The few numbers of librdkafka's statistics that an operator looks at.
package struct KafkaStatistics: Sendable, Hashable {
    package let brokersUp: Int
    package let brokersDown: Int
    /// Records that wait to be sent or acknowledged.
    package let outgoing: Int
    /// Records received since the start.
    package let received: Int
    /// Records sent since the start.
    package let sent: Int
    /// How often the group has shared its partitions out since the start.
    package let rebalances: Int
    /// By partition, what is not yet stored; partitions of which nothing is known yet are left out.
    package let lag: [PartitionLag]
}

extension KafkaStatistics {
    /// Reads the document that librdkafka emits; the names are those of its STATISTICS.md.
    init(json: [UInt8]) throws {
        let document = try JSONDecoder().decode(Document.self, from: Data(json))
        let brokers = (document.brokers ?? [:]).values.filter { ($0.nodeid ?? -1) >= 0 }
        brokersUp = brokers.count { $0.state == "UP" }
        brokersDown = brokers.count - brokersUp
        outgoing = document.msg_cnt ?? 0
        received = document.rxmsgs ?? 0
        sent = document.txmsgs ?? 0
        rebalances = document.cgrp?.rebalance_cnt ?? 0
        lag = (document.topics ?? [:]).values.flatMap(\.lag).sorted {
            ($0.topic, $0.partition) < ($1.topic, $1.partition)
        }
    }

    private struct Document: Decodable {
        let brokers: [String: Broker]?
        let topics: [String: Topic]?
        let cgrp: Group?
        let msg_cnt: Int?
        let rxmsgs: Int?
        let txmsgs: Int?
    }

    private struct Broker: Decodable {
        let nodeid: Int?
        let state: String?
    }

    private struct Group: Decodable {
        let rebalance_cnt: Int?
    }

    private struct Topic: Decodable {
        let topic: String
        let partitions: [String: Partition]?

        var lag: [PartitionLag] {
            (partitions ?? [:]).values.compactMap { partition in
                guard partition.partition >= 0, partition.fetch_state == "active" else { return nil }
                let known = [partition.consumer_lag_stored, partition.consumer_lag].compactMap(\.self).first { $0 >= 0 }
                return known.map { PartitionLag(topic: topic, partition: partition.partition, lag: $0) }
            }
        }
    }

    private struct Partition: Decodable {
        let partition: Int32
        let fetch_state: String?
        let consumer_lag: Int64?
        let consumer_lag_stored: Int64?
    }
}
