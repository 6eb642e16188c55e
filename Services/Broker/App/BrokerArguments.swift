/// What `shouwen-broker` was told on its command line.
struct BrokerArguments: Equatable {
    var addressFile: String?
    var topicsFile: String?
    var brokers = 1
    var wantsHelp = false

    /// Why the command line makes no sense; the text names the flag and the remedy.
    struct Mistake: Error, Equatable, CustomStringConvertible {
        let description: String
    }

    /// Reads `--flag value` and `--flag=value`, in any order.
    init(_ arguments: some Sequence<String>) throws(Mistake) {
        var rest = arguments.makeIterator()
        while let argument = rest.next() {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let flag = parts[0]
            switch flag {
            case "--help" where parts.count == 1, "-h" where parts.count == 1:
                wantsHelp = true
            case "--address-file", "--topics", "--brokers":
                guard let value = parts.count == 2 ? parts[1] : rest.next(), !value.isEmpty else {
                    throw Mistake(description: "\(flag) needs a value; see --help")
                }
                try set(flag, to: value)
            default:
                throw Mistake(description: "\(flag) is no flag of shouwen-broker; see --help")
            }
        }
    }

    private mutating func set(_ flag: String, to value: String) throws(Mistake) {
        switch flag {
        case "--address-file": addressFile = value
        case "--topics": topicsFile = value
        default:
            guard let count = Int(value), (1...9).contains(count) else {
                throw Mistake(description: "--brokers must be a number from 1 to 9, not \(value)")
            }
            brokers = count
        }
    }

    static let help = """
        shouwen-broker: a small Kafka in memory, for one machine without Kafka

        It speaks Kafka's protocol on loopback. Whatever it holds is gone when it ends; nothing is lost by that, because
        the journal and the outbox are in PostgreSQL.

        --topics FILE        make the topics of FILE, one a line: name and number of partitions, parted by tabs or
                             spaces; further columns and lines that begin with # are passed over
        --brokers N          how many brokers the cluster has, 1 to 9 (1)
        --address-file FILE  write the addresses (host:port,…) to FILE once the topics are there
        --help               show this

        Signals: SIGTERM and SIGINT end it; SIGUSR1 takes all brokers down, SIGUSR2 brings them up again.

        """
}
