import Processes
import Tickets

/// Everything that runs on this machine: which processes, where each listens, and how they find each other.
struct Town: Sendable {
    /// A service: its program, and the first port to try for people if it serves people.
    private struct Resident {
        let name: String
        var door: UInt16?
        var usesKafka = true
    }

    private static let workers = (["relay"] + EventConsumer.allCases.map(\.rawValue)).map { Resident(name: $0) }
    private static let doors = [
        Resident(name: "desk", door: 8081, usesKafka: false), Resident(name: "intake", door: 8080, usesKafka: false),
    ]

    let logs: String
    let tokens: String?
    private let arguments: LocalArguments
    private let environment: [String: String]
    /// Held for as long as the town stands: a service that is started again finds its port.
    private let ports: Ports
    private let operations: [String: UInt16]
    private let doors: [String: UInt16]

    init(_ arguments: LocalArguments, environment: [String: String] = Surroundings.environment()) throws {
        self.arguments = arguments
        self.environment = environment
        logs = "\(arguments.state)/log"
        tokens = arguments.tokens
        try Files.makeFolder(logs)
        var ports = Ports()
        var operations: [String: UInt16] = [:]
        var doors: [String: UInt16] = [:]
        for resident in Self.doors.reversed() + Self.workers {
            if let door = resident.door { doors[resident.name] = try ports.free(from: door) }
            operations[resident.name] = try ports.free(from: 9101)
        }
        (self.ports, self.operations, self.doors) = (ports, operations, doors)
        try Files.write(places, to: "\(arguments.state)/services")
    }

    /// Where each service answers the operator's command, as `SHOUWEN_SERVICES` says it.
    private var places: String {
        operations.sorted { $0.value < $1.value }.map { "\($0.key)=127.0.0.1:\($0.value)" }.joined(separator: ",")
    }

    var intake: Loopback { Loopback(port: doors["intake", default: 8080]) }
    var desk: Loopback { Loopback(port: doors["desk", default: 8081]) }
    var names: [String] { plans.joined().map(\.name) }

    func supervisor(report: @escaping @Sendable (Happening) -> Void) -> Supervisor {
        Supervisor(
            plans,
            logFolder: logs,
            broker: isEmbedded ? "broker" : nil,
            // The embedded broker makes its own topics, and has forgotten what the last run left unseen; a real one is
            // told the topics, and keeps what it has.
            prepareBroker: {
                await operate(isEmbedded ? ["republish", "--unseen"] : ["topics", "create", arguments.topics], report)
            },
            // What the embedded broker held went with it: what some consumer had not seen is published again.
            afterBrokerReturned: { await operate(["republish", "--unseen"], report) },
            report: report
        )
    }

    /// The demonstration, when there are samples to hand in and tokens to do so with.
    func demo(_ terminal: Terminal) -> Demo? {
        guard let samples = arguments.samples, let tokens else { return nil }
        return Demo(intake: intake, desk: desk, samples: samples, tokens: tokens, terminal: terminal)
    }

    private var isEmbedded: Bool { arguments.broker == .embedded }
    private var addressFile: String { "\(arguments.state)/broker.address" }

    /// The first stage is the broker, and stays empty for somebody else's: its topics too are made before anything
    /// that could publish to them runs.
    var plans: [[ProcessPlan]] {
        [broker.map { [$0] } ?? [], Self.workers.map(plan), Self.doors.map(plan)]
    }

    private var broker: ProcessPlan? {
        switch arguments.broker {
        case .external: nil
        case .embedded:
            ProcessPlan(
                "broker",
                program: "\(arguments.programs)/shouwen-broker",
                arguments: ["--address-file", addressFile, "--topics", arguments.topics],
                environment: { [environment] in environment },
                readiness: .writes(file: addressFile)
            )
        case .node(let command, let port):
            ProcessPlan(
                "kafka",
                program: command.first ?? "",
                arguments: Array(command.dropFirst()),
                environment: { [environment] in environment },
                readiness: .listens(port: port)
            )
        }
    }

    private func plan(_ resident: Resident) -> ProcessPlan {
        let port = operations[resident.name, default: 0]
        return ProcessPlan(
            resident.name,
            program: "\(arguments.programs)/\(resident.name)",
            environment: { surroundings(of: resident, operations: port) },
            readiness: .answers(port: port),
            followsBroker: resident.usesKafka
        )
    }

    private func surroundings(of resident: Resident, operations port: UInt16) -> [String: String] {
        var environment = withBroker
        environment["SHOUWEN_OPS_LISTEN"] = "127.0.0.1:\(port)"
        if let door = doors[resident.name] { environment["SHOUWEN_LISTEN"] = "127.0.0.1:\(door)" }
        return environment
    }

    /// The environment with the broker's address of this moment.
    private var withBroker: [String: String] {
        var environment = environment
        switch arguments.broker {
        case .external: break
        case .embedded: environment["KAFKA_BOOTSTRAP_SERVERS"] = Files.firstLine(of: addressFile) ?? ""
        case .node(_, let port): environment["KAFKA_BOOTSTRAP_SERVERS"] = "127.0.0.1:\(port)"
        }
        environment["SHOUWEN_PUBLIC_URL"] = environment["SHOUWEN_PUBLIC_URL"] ?? "http://127.0.0.1:\(intake.port)"
        return environment
    }

    /// Runs the operator's command once, and reports when it fails.
    private func operate(_ arguments: [String], _ report: @Sendable (Happening) -> Void) async {
        let name = arguments[0]
        let log = "\(logs)/\(name).log"
        let plan = ProcessPlan(
            name,
            program: "\(self.arguments.programs)/shouwen",
            arguments: arguments,
            environment: { withBroker },
            readiness: .listens(port: 1)
        )
        do {
            let ending = try await plan.start(log: log).ended()
            if ending != .exited(0) { report(.failed("shouwen \(arguments.joined(separator: " "))", ending, log: log)) }
        } catch {
            report(.couldNotStart(name, reason: error.description))
        }
    }

    /// What people need to know once everything runs.
    var guide: String {
        """

          Board   看板   http://127.0.0.1:\(desk.port)/
          Intake  受理   http://127.0.0.1:\(intake.port)/v1/tickets   (described at /openapi.json)
          Tokens  令牌   \(tokens ?? "shouwen token create")
          Health  健康   /readyz and /metrics on 127.0.0.1: \(healthPorts)
          Logs    日志   \(logs)/

          Ctrl-C stops everything; the next `make run` finds its data again.
        """
    }

    private var healthPorts: String {
        operations.sorted { $0.value < $1.value }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
}
