/// What `deploy/local/run` tells this program.
struct LocalArguments: Sendable, Equatable {
    /// Which Kafka the services talk to.
    enum Broker: Sendable, Equatable {
        /// A process of ours, in memory; we keep it.
        case embedded
        /// A real node on this machine: the command that runs it, and where it listens; we keep it.
        case node(command: [String], port: UInt16)
        /// Somebody else's; `KAFKA_BOOTSTRAP_SERVERS` says where.
        case external
    }

    var programs = ""
    var state = ".local"
    var topics = "deploy/topics.tsv"
    var samples: String?
    var tokens: String?
    var broker = Broker.external
    var asksForHelp = false

    static let help = """
        usage: shouwen-local --bin FOLDER [--state FOLDER] [--broker embedded|external|PORT] [--topics FILE]
                             [--samples FILE --tokens FILE] [-- BROKER-COMMAND…]

        Keeps all of Shouwen running on this machine until Ctrl-C. `make run` prepares everything and calls it.

          --bin FOLDER      where the programs were built
          --state FOLDER    where logs and addresses are written; .local unless told
          --broker WHICH    embedded: keep shouwen-broker; external: use KAFKA_BOOTSTRAP_SERVERS;
                            PORT: keep the broker whose command follows --, which listens there
          --topics FILE     the topics the broker shall have
          --samples FILE    sample tickets to hand in, and --tokens FILE the channel tokens to do so with
        """

    init(_ arguments: some Sequence<String>) throws(ArgumentError) {
        var rest = Array(arguments)[...]
        var command: [String] = []
        var brokerText = "external"
        while let name = rest.popFirst() {
            if name == "--" {
                command = Array(rest)
                break
            }
            if name == "--help" || name == "-h" {
                asksForHelp = true
                return
            }
            guard let value = rest.popFirst() else { throw ArgumentError(description: "\(name) needs a value") }
            switch name {
            case "--bin": programs = value
            case "--state": state = value
            case "--topics": topics = value
            case "--samples": samples = value
            case "--tokens": tokens = value
            case "--broker": brokerText = value
            default: throw ArgumentError(description: "\(name) is not an argument; see shouwen-local --help")
            }
        }
        guard !programs.isEmpty else { throw ArgumentError(description: "--bin is missing; see shouwen-local --help") }
        broker = try Self.broker(brokerText, command)
    }

    private static func broker(_ text: String, _ command: [String]) throws(ArgumentError) -> Broker {
        switch (text, UInt16(text)) {
        case ("embedded", _): return .embedded
        case ("external", _): return .external
        case (_, let port?) where !command.isEmpty: return .node(command: command, port: port)
        default:
            throw ArgumentError(
                description: "--broker must be embedded, external, or a port followed by -- and a command, not \(text)"
            )
        }
    }
}

/// An argument that cannot be understood.
struct ArgumentError: Error, CustomStringConvertible {
    let description: String
}
