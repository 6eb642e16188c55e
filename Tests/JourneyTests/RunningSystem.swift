import FoundationEssentials
import Glibc
import HTTP
import Processes
import Synchronization
import TestKit
import Testing

/// The whole of Shouwen as it runs in production: each service a process, over a database and a broker of one journey.
final class RunningSystem: Sendable {
    static let services = ["relay", "classifier", "router", "sla-monitor", "notifier", "desk", "intake"]

    let broker: JourneyBroker
    let http = HTTPClient(policy: .any)
    private let database: String
    private let folder: TemporaryFolder
    private let operations: [String: Int]
    private let doors: [String: Int]
    private let children = Mutex<[String: ChildProcess]>([:])

    /// Seeds the database, starts everything, and ends it after `body`; what the services complained of is reported when
    /// the journey fails.
    static func with(
        database url: String,
        _ body: (RunningSystem) async throws -> Void
    ) async throws {
        try await TemporaryFolder.with { folder in
            let system = try RunningSystem(url, try await JourneyBroker.start(in: folder), folder)
            do {
                try await system.begin()
                try await body(system)
            } catch {
                await system.end()
                Issue.record("\(error); the services said:\n\(system.complaints.joined(separator: "\n"))")
                throw error
            }
            await system.end()
        }
    }

    private init(_ database: String, _ broker: JourneyBroker, _ folder: TemporaryFolder) throws {
        (self.database, self.broker, self.folder) = (database, broker, folder)
        let ports = try FreePorts.pick(Self.services.count + 2)
        operations = Dictionary(uniqueKeysWithValues: zip(Self.services, ports))
        doors = Dictionary(uniqueKeysWithValues: zip(["intake", "desk"], ports.suffix(2)))
    }

    private func begin() async throws {
        try folder.write(String((0..<64).map { _ in "0123456789abcdef".randomElement() ?? "0" }), to: "secret")
        // Groups learn of a killed member soon; the embedded broker keeps a changing group waiting for as long.
        try folder.write("session.timeout.ms=3000\nheartbeat.interval.ms=500\n", to: "kafka")
        try await operate(["seed", "--demo", "--tokens", folder.path(of: "tokens")])
        try await operate(["topics", "create", JourneyBroker.topics])
        for service in Self.services { try await start(service) }
        for service in Self.services { try await untilReady(service) }
    }

    /// Runs the operator's command and answers what it wrote.
    @discardableResult
    func operate(_ arguments: [String]) async throws -> String {
        try await ChildProcess.run(BuildFolder.program("shouwen"), arguments, environment: environment)
    }

    private var environment: [String: String] {
        var environment = BuildFolder.environment
        environment["DATABASE_URL"] = database
        environment["KAFKA_BOOTSTRAP_SERVERS"] = broker.servers
        environment["SHOUWEN_KAFKA_OPTIONS_FILE"] = folder.path(of: "kafka")
        return environment
    }

    func start(_ service: String) async throws {
        var environment = environment
        environment["SHOUWEN_OPS_LISTEN"] = "127.0.0.1:\(operations[service] ?? 0)"
        environment["SHOUWEN_LISTEN"] = doors[service].map { "127.0.0.1:\($0)" }
        environment["SHOUWEN_LINK_SECRET_FILE"] = folder.path(of: "secret")
        environment["SHOUWEN_WEBHOOK_PRIVATE_ADDRESSES"] = "true"
        environment["SHOUWEN_PUBLIC_URL"] = address(of: "intake")
        let child = try await ChildProcess.start(
            BuildFolder.program(service),
            environment: environment,
            log: folder.path(of: "\(service).log")
        )
        children.withLock { $0[service] = child }
    }

    func untilReady(_ service: String) async throws {
        let address = "http://127.0.0.1:\(operations[service] ?? 0)/readyz"
        try await eventually("\(service) is ready", within: .seconds(60)) {
            guard child(service)?.isRunning == true else { throw ProcessFailure("\(service) ended by itself") }
            return await (try? http.send(ClientRequest(.get, address)))?.status == 200
        }
    }

    func child(_ service: String) -> ChildProcess? {
        children.withLock { $0[service] }
    }

    /// `kill -9`, and started anew at once, as a supervisor does.
    func crash(_ service: String) async throws {
        child(service)?.signal(SIGKILL)
        await child(service)?.ended()
        try await start(service)
    }

    /// Asks every service to stop, in the order of a deployment, and answers how each ended.
    func stop() async -> [String: Ending] {
        var endings: [String: Ending] = [:]
        for service in Self.services.reversed() {
            child(service)?.signal(SIGTERM)
            endings[service] = await child(service)?.ended()
        }
        return endings
    }

    private func end() async {
        for child in children.withLock({ Array($0.values) }) {
            child.signal(SIGKILL)
            await child.ended()
        }
        await http.close()
        await broker.end()
    }

    /// The address of a service that people reach.
    func address(of service: String) -> String {
        "http://127.0.0.1:\(doors[service] ?? 0)"
    }

    /// The token of a channel, as `shouwen seed` wrote it.
    func token(_ channel: String) throws -> String {
        let lines = try folder.read("tokens").split(separator: "\n")
        let line = try #require(lines.first { $0.hasPrefix("\(channel)=") })
        return String(line.dropFirst(channel.count + 1))
    }

    /// What services logged as warning or error, or wrote without being asked to.
    var complaints: [String] {
        Self.services.flatMap { service in
            let lines = (try? folder.read("\(service).log"))?.split(separator: "\n") ?? []
            return lines.filter { !$0.contains(#""level":"info""#) && !$0.contains(#""level":"debug""#) }
                .prefix(20).map { "\(service): \($0.prefix(400))" }
        }
    }
}
