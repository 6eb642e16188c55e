/// How a consumer's reading goes, for whoever watches that what waits in Kafka comes.
package struct ConsumerStanding: Sendable, Hashable {
    /// Records handed out since the start.
    package let handedOut: Int
    /// Somebody waits for records; otherwise the reader has some in hand.
    package let isWaitedFor: Bool
    /// The latest statistics; nil while there are none from after the last record was handed out.
    package let statistics: KafkaStatistics?

    package init(handedOut: Int, isWaitedFor: Bool, statistics: KafkaStatistics?) {
        (self.handedOut, self.isWaitedFor, self.statistics) = (handedOut, isWaitedFor, statistics)
    }
}
