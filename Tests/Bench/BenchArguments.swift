/// What `shouwen-bench` was told on its command line.
struct BenchArguments: Equatable {
    /// The runs that there are, in the order in which they are carried out.
    static let runs = ["start", "steady", "flow", "limit", "intake", "failover"]

    var only: [String] = runs
    /// Seconds of the flow and of the runs that have no time of their own.
    var seconds = 60
    /// Minutes of steady load.
    var minutes = 10.0
    /// Tickets a second of the steady load.
    var rate = 200.0
    var texts = "deploy/local/samples.json"
    var folder = ".local/bench"
    var asksForHelp = false

    /// Why the command line makes no sense; the text names the flag and the remedy.
    struct Mistake: Error, Equatable, CustomStringConvertible {
        let description: String
    }

    /// Reads `--flag value` and `--flag=value`, in any order.
    init(_ arguments: some Sequence<String>) throws(Mistake) {
        var rest = arguments.makeIterator()
        while let argument = rest.next() {
            if argument == "--help" || argument == "-h" {
                asksForHelp = true
                continue
            }
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let flag = Flag(rawValue: parts[0]) else {
                throw Mistake(description: "\(argument) is no flag of shouwen-bench; see --help")
            }
            guard let value = parts.count == 2 ? parts[1] : rest.next(), !value.isEmpty else {
                throw Mistake(description: "\(parts[0]) needs a value; see --help")
            }
            try set(flag, to: value)
        }
    }

    private enum Flag: String {
        case only = "--only"
        case seconds = "--seconds"
        case minutes = "--minutes"
        case rate = "--rate"
        case texts = "--texts"
        case folder = "--folder"
    }

    private mutating func set(_ flag: Flag, to value: String) throws(Mistake) {
        switch flag {
        case .only:
            only = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            if let stranger = only.first(where: { !Self.runs.contains($0) }) {
                let known = Self.runs.joined(separator: ", ")
                throw Mistake(description: "--only has \"\(stranger)\", which is no run; there are \(known)")
            }
        case .seconds: seconds = try number(flag, value, 5...600)
        case .minutes: minutes = try Double(number(flag, value, 1...120))
        case .rate: rate = try Double(number(flag, value, 1...5000))
        case .texts: texts = value
        case .folder: folder = value
        }
    }

    private func number(_ flag: Flag, _ value: String, _ range: ClosedRange<Int>) throws(Mistake) -> Int {
        guard let number = Int(value), range.contains(number) else {
            let bounds = "\(range.lowerBound) to \(range.upperBound)"
            throw Mistake(description: "\(flag.rawValue) must be a number from \(bounds), not \"\(value)\"")
        }
        return number
    }

    static let help = """
        shouwen-bench: measures a whole Shouwen on this machine, in one run, and prints one table

        --only A,B     of these runs alone: \(runs.joined(separator: ", "))
        --seconds N    seconds that the flow and the other short runs take (60)
        --minutes N    minutes of steady load (10)
        --rate N       tickets a second of the steady load (200)
        --texts FILE   what customers write: JSON as in deploy/local/samples.json, or lines whose last tab-separated field
                       is the text (deploy/local/samples.json)
        --folder DIR   where the table, its JSON and the pictures go (.local/bench)
        --help         show this

        start     from the start of each service until it is ready
        steady    a fixed number of tickets a second: the wait for an answer, the way to the department, growing memory
        flow      as many as the whole system carries, nothing left behind
        limit     what a bare SQL client reaches with the same rows, the most that any design over these tables could
        intake    intake alone
        failover  kill -9 of one of two processes under load

        KAFKA_HOME (a folder that holds libs/) makes a real Kafka node; without it the embedded broker serves.
        Exit code: 0 when every mark is met, 1 when one is missed or a run failed, 2 when the command is wrong.

        """
}
