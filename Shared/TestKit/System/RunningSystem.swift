import FoundationEssentials
import Glibc
package import HTTP
package import Processes
import Synchronization
import Testing

/// The whole of Shouwen as it runs in production: each service a process or several, over one database and one broker.
package final class RunningSystem: Sendable {
    package static let services = ["relay", "classifier", "router", "sla-monitor", "notifier", "desk", "intake"]

    package let plan: SystemPlan
    package let broker: SystemBroker
    package let http = HTTPClient(policy: .any)
    package let folder: TemporaryFolder
    /// Every process by its name: `relay`, and where there are two, `relay-2`.
    package let members: [String]
    private let operations: [String: Int]
    private let doors: [String: Int]
    private let children = Mutex<[String: ChildProcess]>([:])

    /// Seeds the database, starts one process a service, and ends it all after `body`; what the services complained of is
    /// reported when the journey fails.
    package static func with(
        database url: String,
        _ body: (RunningSystem) async throws -> Void
    ) async throws {
        try await TemporaryFolder.with { folder in
            let broker = try await SystemBroker.start(in: folder)
            do {
                try await with(SystemPlan(database: url, kafka: broker.servers), broker, in: folder, body)
            } catch {
                await broker.end()
                throw error
            }
            await broker.end()
        }
    }

    /// The same as the plan says, over a broker that the caller ends.
    package static func with(
        _ plan: SystemPlan,
        _ broker: SystemBroker,
        in folder: TemporaryFolder,
        _ body: (RunningSystem) async throws -> Void
    ) async throws {
        let system = try RunningSystem(plan, broker, folder)
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

    private init(_ plan: SystemPlan, _ broker: SystemBroker, _ folder: TemporaryFolder) throws {
        (self.plan, self.broker, self.folder) = (plan, broker, folder)
        members = Self.services.flatMap { plan.members(of: $0) }
        let open = members.filter { ["intake", "desk"].contains(Self.service(of: $0)) }
        let ports = try FreePorts.pick(members.count + open.count)
        operations = Dictionary(uniqueKeysWithValues: zip(members, ports))
        doors = Dictionary(uniqueKeysWithValues: zip(open, ports.suffix(open.count)))
    }

    private func begin() async throws {
        try folder.write(String((0..<64).map { _ in "0123456789abcdef".randomElement() ?? "0" }), to: "secret")
        try folder.write(plan.kafkaOptions, to: "kafka")
        try await operate(["seed", "--demo", "--tokens", folder.path(of: "tokens")])
        try await operate(["topics", "create", SystemBroker.topics])
        for member in members { try await start(member) }
        for member in members { try await untilReady(member) }
    }

    /// Runs the operator's command and answers what it wrote.
    @discardableResult
    package func operate(_ arguments: [String]) async throws -> String {
        try await ChildProcess.run(
            BuildFolder.program("shouwen"),
            arguments,
            environment: environment(of: "shouwen")
        )
    }

    /// What a process of this name is told of the world.
    package func environment(of member: String) -> [String: String] {
        var environment = BuildFolder.environment
        environment["DATABASE_URL"] = plan.database(member)
        environment["KAFKA_BOOTSTRAP_SERVERS"] = plan.kafka(member)
        environment["SHOUWEN_KAFKA_OPTIONS_FILE"] = folder.path(of: "kafka")
        environment["SHOUWEN_SERVICES"] = operations.map { "\($0.key)=127.0.0.1:\($0.value)" }.joined(separator: ",")
        return environment
    }

    package func start(_ member: String) async throws {
        var environment = environment(of: member).merging(plan.settings) { $1 }
        environment["SHOUWEN_OPS_LISTEN"] = "127.0.0.1:\(operations[member] ?? 0)"
        environment["SHOUWEN_LISTEN"] = doors[member].map { "127.0.0.1:\($0)" }
        environment["SHOUWEN_LINK_SECRET_FILE"] = folder.path(of: "secret")
        environment["SHOUWEN_WEBHOOK_PRIVATE_ADDRESSES"] = "true"
        environment["SHOUWEN_PUBLIC_URL"] = address(of: "intake")
        let child = try await ChildProcess.start(
            BuildFolder.program(Self.service(of: member)),
            environment: environment,
            log: folder.path(of: "\(member).log")
        )
        children.withLock { $0[member] = child }
    }

    package func untilReady(_ member: String) async throws {
        try await eventually("\(member) is ready", within: .seconds(60)) {
            guard child(member)?.isRunning == true else { throw ProcessFailure("\(member) ended by itself") }
            return await readiness(of: member) == 200
        }
    }

    /// What the process answers to whoever asks whether it is ready; nil when it does not answer.
    package func readiness(of member: String) async -> Int? {
        await (try? http.send(ClientRequest(.get, "\(operationsAddress(of: member))/readyz")))?.status
    }

    package func operationsAddress(of member: String) -> String {
        "http://127.0.0.1:\(operations[member] ?? 0)"
    }

    package func child(_ member: String) -> ChildProcess? {
        children.withLock { $0[member] }
    }

    /// The service that a process belongs to.
    package static func service(of member: String) -> String {
        services.first { member == $0 || member.hasPrefix("\($0)-") } ?? member
    }

    /// `kill -9`, and started anew at once, as a supervisor does.
    package func crash(_ member: String) async throws {
        child(member)?.signal(SIGKILL)
        await child(member)?.ended()
        try await start(member)
    }

    /// Asks every process to stop, in the order of a deployment, and answers how each ended.
    package func stop() async -> [String: Ending] {
        var endings: [String: Ending] = [:]
        for member in members.reversed() {
            child(member)?.signal(SIGTERM)
            endings[member] = await child(member)?.ended()
        }
        return endings
    }

    private func end() async {
        for child in children.withLock({ Array($0.values) }) {
            child.signal(SIGKILL)
            await child.ended()
        }
        await http.close()
    }

    /// The address at which a process serves people.
    package func address(of member: String) -> String {
        "http://127.0.0.1:\(doors[member] ?? 0)"
    }

    /// The token of a channel, as `shouwen seed` wrote it.
    package func token(_ channel: String) throws -> String {
        let lines = try folder.read("tokens").split(separator: "\n")
        let line = try #require(lines.first { $0.hasPrefix("\(channel)=") })
        return String(line.dropFirst(channel.count + 1))
    }

    /// What services logged as warning or error, or wrote without being asked to.
    package var complaints: [String] {
        members.flatMap { member in
            let lines = (try? folder.read("\(member).log"))?.split(separator: "\n") ?? []
            return lines.filter { !$0.contains(#""level":"info""#) && !$0.contains(#""level":"debug""#) }
                .prefix(20).map { "\(member): \($0.prefix(400))" }
        }
    }
}
