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
    /// Whether the group has shared its partitions out and nobody is coming or going.
    package let isSettled: Bool
    /// By partition, what is not yet stored; partitions of which nothing is known yet are left out.
    package let lag: [PartitionLag]
    /// Where reading stands in each partition that is this member's.
    package let places: [TopicPartition: ReadingPlace]
}

/// Where a consumer stands in a partition.
package struct ReadingPlace: Sendable, Hashable {
    /// Everything before it has come to this client, or is nothing that would be handed out.
    package let position: Int64
    /// Behind the last record that may be read, as far as the client has heard.
    package let end: Int64
    /// Records that have come and wait to be handed out.
    package let fetched: Int

    package init(position: Int64, end: Int64, fetched: Int = 0) {
        (self.position, self.end, self.fetched) = (position, end, fetched)
    }
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
        isSettled = document.cgrp?.join_state == "steady"
        lag = (document.topics ?? [:]).values.flatMap(\.lag).sorted {
            ($0.topic, $0.partition) < ($1.topic, $1.partition)
        }
        places = (document.topics ?? [:]).values.reduce(into: [:]) { places, topic in
            for partition in topic.own { places[TopicPartition(topic.topic, partition.partition)] = partition.place }
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
        let join_state: String?
    }

    private struct Topic: Decodable {
        let topic: String
        let partitions: [String: Partition]?

        /// Those that the group has given to this member and that it reads.
        var own: [Partition] {
            (partitions ?? [:]).values.filter { $0.partition >= 0 && $0.fetch_state == "active" }
        }

        var lag: [PartitionLag] {
            own.compactMap { partition in
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
        let fetchq_cnt: Int?
        let next_offset: Int64?
        let app_offset: Int64?
        let stored_offset: Int64?
        let committed_offset: Int64?
        let eof_offset: Int64?
        let hi_offset: Int64?
        let ls_offset: Int64?

        /// Each offset is negative or 0 while it is not known, and none is ahead of what was read: so the furthest counts.
        var place: ReadingPlace {
            let known = [next_offset, app_offset, stored_offset, committed_offset, eof_offset].compactMap(\.self)
            let end = [ls_offset, hi_offset].compactMap(\.self).first { $0 >= 0 }
            return ReadingPlace(position: known.reduce(0, max), end: end ?? 0, fetched: fetchq_cnt ?? 0)
        }
    }
}
