/// What `shouwen-drill` was told on its command line.
struct DrillArguments: Equatable {
    var seed: UInt64?
    var only: [Int] = []
    var rate = 100.0
    var clients = 32
    var folder = ".local/drill"
    var asksForList = false
    var asksForHelp = false

    /// Why the command line makes no sense; the text names the flag and the remedy.
    struct Mistake: Error, Equatable, CustomStringConvertible {
        let description: String
    }

    /// Reads `--flag value` and `--flag=value`, in any order.
    init(_ arguments: some Sequence<String>, known numbers: [Int] = Drill.all.map(\.number)) throws(Mistake) {
        var rest = arguments.makeIterator()
        while let argument = rest.next() {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            switch (parts[0], parts.count) {
            case ("--help", 1), ("-h", 1): asksForHelp = true
            case ("--list", 1): asksForList = true
            case ("--seed", _), ("--only", _), ("--rate", _), ("--clients", _), ("--folder", _):
                guard let value = parts.count == 2 ? parts[1] : rest.next(), !value.isEmpty else {
                    throw Mistake(description: "\(parts[0]) needs a value; see --help")
                }
                try set(parts[0], to: value, numbers)
            default:
                throw Mistake(description: "\(argument) is no flag of shouwen-drill; see --help")
            }
        }
    }

    private mutating func set(_ flag: String, to value: String, _ numbers: [Int]) throws(Mistake) {
        switch flag {
        case "--seed":
            guard let number = UInt64(value) else {
                throw Mistake(description: "--seed must be a number from 0 to \(UInt64.max), not \"\(value)\"")
            }
            seed = number
        case "--only":
            for name in value.split(separator: ",", omittingEmptySubsequences: false) {
                guard let number = Int(name), numbers.contains(number) else {
                    let known = numbers.map(String.init).joined(separator: ", ")
                    throw Mistake(description: "--only has \"\(name)\", which is no drill; there are \(known)")
                }
                only.append(number)
            }
        case "--rate":
            guard let number = Double(value), (1...1000).contains(number) else {
                throw Mistake(description: "--rate must be tickets a second, from 1 to 1000, not \"\(value)\"")
            }
            rate = number
        case "--clients":
            guard let number = Int(value), (1...500).contains(number) else {
                throw Mistake(description: "--clients must be a number from 1 to 500, not \"\(value)\"")
            }
            clients = number
        default: folder = value
        }
    }

    /// The folder's whole path, for a caller that is in `place`.
    func path(from place: String) -> String {
        folder.hasPrefix("/") ? folder : "\(place)/\(folder)"
    }

    static let help = """
        shouwen-drill: breaks parts of a whole Shouwen on purpose, and checks that nothing is lost or done twice

        Each drill starts a private PostgreSQL, Kafka and every service twice, lets customers hand tickets in, breaks
        something, mends it, waits until all is at rest, and compares what the customers were told with what there is.

        --list         print the drills
        --only 1,4     carry out these alone
        --seed N       repeat what a drill did: it prints its seed
        --rate N       tickets a second (100)
        --clients N    customers that wait for an answer at the same time (32)
        --folder DIR   where ledgers, logs and pictures go (.local/drill)
        --help         show this

        KAFKA_HOME (a folder that holds libs/) makes a real Kafka node. KAFKA_BOOTSTRAP_SERVERS uses one that runs: without
        Shouwen's topics, which are made and deleted, and with group.min.session.timeout.ms at 2500 or less. With neither,
        the embedded broker serves. What a drill loses without a node of its own is printed. Exit code: 0 when all passed, 1 when one failed, 2 when the command is wrong.

        """
}
