/// Which module may import which: the floors of the house.
enum Floors {
    private static let services = ["Intake", "Classifier", "Router", "SLAMonitor", "Notifier", "Desk"]
    private static let tools = ["Relay", "Shouwen", "Broker", "Local"]
    private static let wrappers = ["Kafka", "Postgres", "HTTP", "Crypto", "Hanzi"]

    /// The one wrapper around each C library.
    private static let cModules = [
        "CRdKafka": "Kafka", "CLibPQ": "Postgres", "CMicroHTTPD": "HTTP", "CCurl": "HTTP",
        "CSodium": "Crypto", "COpenCC": "Hanzi", "CMalloc": "Pipeline",
    ]

    private static let shared: [String: Set<String>] = [
        "Tickets": [],
        "Telemetry": [],
        "HTML": [],
        "Processes": [],
        "Kafka": ["CRdKafka"],
        "Postgres": ["CLibPQ"],
        "HTTP": ["CMicroHTTPD", "CCurl"],
        "Crypto": ["CSodium"],
        "Hanzi": ["COpenCC"],
        "Pipeline": ["CMalloc", "Tickets", "Telemetry", "Kafka", "Postgres", "HTTP", "Crypto"],
        "TestKit": ["Tickets", "Telemetry", "Processes", "Kafka", "Postgres", "HTTP", "Crypto", "Pipeline", "Testing"],
    ]

    private static let toolchain: Set<String> = [
        "Swift", "FoundationEssentials", "Foundation", "Dispatch", "Synchronization", "Glibc", "RegexBuilder",
    ]

    private static var everyModule: Set<String> {
        Set(shared.keys).union(cModules.keys).union(services).union(tools).union(services.map { "\($0)Rules" })
            .union(["Drill", "Bench"])
    }

    /// What the module of this path may import, or nil when the path belongs to no module we know.
    static func allowed(in path: String) -> Set<String>? {
        let folders = path.split(separator: "/").map(String.init)
        guard folders.count > 2 else { return nil }
        let name = folders[1]
        switch (folders[0], folders[2]) {
        case ("Shared", _) where name == "Tickets": return ["Swift", "FoundationEssentials"]
        case ("Shared", _): return shared[name]?.union(toolchain)
        case ("Services", "Rules") where services.contains(name): return ["Swift", "Tickets"]
        case ("Services", "App") where services.contains(name):
            return toolchain.union(wrappers).union(["\(name)Rules", "Pipeline", "Tickets", "Telemetry", "HTML"])
        case ("Services", "App") where tools.contains(name):
            return toolchain.union(wrappers).union(["Pipeline", "Tickets", "Telemetry", "Processes"])
        default: return nil
        }
    }

    static func check(_ source: Source) -> [Finding] {
        source.lines(with: ["import"]).flatMap { index -> [Finding] in
            guard let (access, module) = imported(by: source.code[index]) else { return [] }
            return problems(with: module, access: access, in: source).map { source.finding(index, $0) }
        }
    }

    private static func imported(by line: String) -> (access: Substring?, module: String)? {
        let pattern =
            /^\s*(?:@[\w()]+\s+)*(?:(public|package|internal|private|fileprivate)\s+)?import\s+(?:(?:struct|class|enum|func|protocol|typealias|var)\s+)?(\w+)/
        guard let match = line.firstMatch(of: pattern) else { return nil }
        return (match.1, String(match.2))
    }

    private static func problems(with module: String, access: Substring?, in source: Source) -> [String] {
        var problems: [String] = []
        if let wrapper = cModules[module] {
            if !source.path.hasPrefix("Shared/\(wrapper)/") && !source.path.hasPrefix("Tests/\(wrapper)Tests/") {
                problems.append("\(module) belongs to Shared/\(wrapper) alone: use what that module offers")
            }
            if access == "public" || access == "package" {
                problems.append("\(module) must not leave its module: write `internal import \(module)`")
            }
        }
        if source.isProduct {
            if let allowed = allowed(in: source.path) {
                if !allowed.contains(module) && cModules[module] == nil {
                    problems.append("\(module) is not on a floor below this module: see the floors in Floors.swift")
                }
            } else {
                problems.append("this folder is on no floor: give it one in Floors.swift")
            }
        } else if source.isTest, module != "Testing", !toolchain.contains(module), !everyModule.contains(module) {
            problems.append("\(module) is neither ours nor the toolchain's")
        }
        return problems
    }
}
