import Processes

/// What to start: a program, its arguments and its environment at the moment it is started.
struct ProcessPlan: Sendable {
    let name: String
    let program: String
    let arguments: [String]
    /// Asked at every start, because the broker's address changes when it is started again.
    let environment: @Sendable () -> [String: String]
    let readiness: Readiness
    /// Whether it must be started again when the broker comes back under another address.
    let followsBroker: Bool

    init(
        _ name: String,
        program: String,
        arguments: [String] = [],
        environment: @escaping @Sendable () -> [String: String] = { [:] },
        readiness: Readiness,
        followsBroker: Bool = false
    ) {
        self.name = name
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.readiness = readiness
        self.followsBroker = followsBroker
    }

    /// Starts it, with the environment of this moment; Ctrl-C in the terminal reaches us alone, and we stop it in order.
    func start(log: String) async throws(LaunchError) -> ChildProcess {
        try await .start(program, arguments, environment: environment(), log: log, leadsGroup: true)
    }
}

/// How to tell that a process can do its work.
enum Readiness: Sendable {
    /// `GET /readyz` on this port of this machine answers 200.
    case answers(port: UInt16)
    /// Somebody listens on this port of this machine.
    case listens(port: UInt16)
    /// This file exists and is not empty; it is removed before each start.
    case writes(file: String)
}
