/// Where a client reports what it sees; the functions are called on threads of librdkafka and must return at once.
package struct KafkaHooks: Sendable {
    /// A line of librdkafka's log.
    package struct LogLine: Sendable, Hashable {
        /// As in syslog: 0 is worst, 3 an error, 4 a warning, 6 information, 7 debugging.
        package let level: Int
        package let facility: String
        package let message: String
    }

    package var log: @Sendable (LogLine) -> Void
    package var statistics: @Sendable (KafkaStatistics) -> Void

    package init(
        log: @escaping @Sendable (LogLine) -> Void = { _ in },
        statistics: @escaping @Sendable (KafkaStatistics) -> Void = { _ in }
    ) {
        (self.log, self.statistics) = (log, statistics)
    }
}
