import FoundationEssentials

/// What the kernel says of processes: their processor time and memory, by the names we gave them.
struct ProcessTable: Sendable {
    /// Of one name; PostgreSQL's are all its processes together.
    struct Use: Sendable {
        /// Seconds of user and system time.
        var processor = 0.0
        /// Bytes.
        var memory = 0
    }

    private(set) var uses: [String: Use] = [:]

    /// The processes of the whole system as they are now.
    static func now(_ pids: [String: [Int32]]) -> ProcessTable {
        var table = ProcessTable()
        for (name, pids) in pids {
            var use = Use()
            for pid in pids {
                use.processor += processorTime(of: pid)
                use.memory += memory(of: pid)
            }
            table.uses[name] = use
        }
        return table
    }

    /// Seconds of processor time since `earlier`, by name.
    func processor(since earlier: ProcessTable) -> [String: Double] {
        Dictionary(
            uniqueKeysWithValues: uses.map { name, use in
                (name, max(0, use.processor - (earlier.uses[name]?.processor ?? 0)))
            }
        )
    }

    /// The children of a process.
    static func children(of pid: Int32) -> [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }.filter { fields(of: $0).dropFirst().first.flatMap { Int32($0) } == pid }
    }

    /// The name of its program, of which Linux keeps 15 characters.
    static func name(of pid: Int32) -> String {
        let data = FileManager.default.contents(atPath: "/proc/\(pid)/comm")
        return String(decoding: data ?? Data(), as: UTF8.self).split(separator: "\n").first.map(String.init) ?? ""
    }

    /// In hundredths of a second, which is what Linux counts in for programs (`USER_HZ`).
    private static func processorTime(of pid: Int32) -> Double {
        let fields = fields(of: pid)
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
        return (user + system) / 100
    }

    /// `/proc/<pid>/stat` from the state on: what stands before may hold anything.
    private static func fields(of pid: Int32) -> [Substring] {
        guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return [] }
        let text = String(decoding: data, as: UTF8.self)
        guard let end = text.lastIndex(of: ")") else { return [] }
        return text[end...].dropFirst(2).split(separator: " ")
    }

    private static func memory(of pid: Int32) -> Int {
        guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/status") else { return 0 }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
        let line = lines.first { $0.hasPrefix("VmRSS:") } ?? ""
        return (Int(line.split(separator: " ").dropFirst().first ?? "") ?? 0) * 1024
    }
}
