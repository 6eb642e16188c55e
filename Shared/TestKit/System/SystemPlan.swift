/// How a whole system is to be set up.
package struct SystemPlan: Sendable {
    /// How many processes a service has where it is not one.
    package var replicas: [String: Int] = [:]
    /// The database as a process of this name reaches it.
    package var database: @Sendable (_ member: String) -> String
    /// The brokers that a process of this name asks first.
    package var kafka: @Sendable (_ member: String) -> String
    /// Settings of all services beyond those they cannot do without.
    package var settings: [String: String] = [:]
    /// Groups learn of a killed member soon; the embedded broker keeps a changing group waiting for as long.
    package var kafkaOptions = "session.timeout.ms=3000\nheartbeat.interval.ms=500\n"

    package init(database url: String, kafka servers: String) {
        (database, kafka) = ({ _ in url }, { _ in servers })
    }

    /// The names of a service's processes.
    package func members(of service: String) -> [String] {
        (1...max(replicas[service] ?? 1, 1)).map { $0 == 1 ? service : "\(service)-\($0)" }
    }
}
