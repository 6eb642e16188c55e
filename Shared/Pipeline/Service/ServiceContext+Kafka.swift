package import Kafka
import Synchronization
import Telemetry

extension ServiceContext {
    /// Where Kafka is; what its client library has to say goes to the log.
    package func kafka() throws(SettingsError) -> KafkaConfiguration {
        var configuration = try settings.kafka(clientID: name)
        configuration.hooks.log = { [logger] line in
            let fields: Logger.Fields = ["about": .string(line.facility), "detail": .string(line.message)]
            // In words of syslog: up to 4 are warnings and worse.
            if line.level <= 4, !Self.unimportant.contains(line.facility) {
                logger.warning("from the Kafka client", fields)
            } else {
                logger.debug("from the Kafka client", fields)
            }
        }
        return configuration
    }

    /// A consumer whose records are watched: when they wait in Kafka and do not come, the process ends.
    package func consumer(group: String, topics: [String], fetching: Fetching = .prompt) throws -> KafkaConsumer {
        let configuration = try kafka()
        let consumer = try KafkaConsumer(configuration, group: group, topics: topics, fetching: fetching)
        let admin = KafkaAdmin(configuration, timeout: .seconds(5))
        let watch = Mutex(DeliveryWatch())
        watchdog.watch("delivery to \(group)") {
            let standing = consumer.standing
            var ends: [TopicPartition: Int64] = [:]
            if DeliveryWatch.couldRead(standing), let places = standing.statistics?.places.keys {
                ends = (try? await admin.ends(of: places)) ?? [:]
            }
            return watch.withLock { $0.look(at: standing, ends: ends) }
        }
        return consumer
    }

    /// One options file serves consumers and producers, which tell of each other's options; the embedded broker is too
    /// simple to be told not to make topics.
    private static var unimportant: Set<String> { ["CONFWARN", "AUTOCREATE"] }
}
