package import Kafka
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

    /// One options file serves consumers and producers, which tell of each other's options; the embedded broker is too
    /// simple to be told not to make topics.
    private static var unimportant: Set<String> { ["CONFWARN", "AUTOCREATE"] }
}
