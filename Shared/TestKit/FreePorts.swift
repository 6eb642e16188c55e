import FoundationEssentials
import Synchronization

/// Finds ports of this machine that nobody listens on.
package enum FreePorts {
    /// Below those that the system takes for outgoing connections, and those that the test's PostgreSQL servers take.
    private static let range = 10_000..<20_000
    /// Given out by this process: whoever got one may not listen on it yet, or may have to find it again after a restart.
    private static let given = Mutex<Set<Int>>([])

    package static func pick(_ count: Int) throws -> [Int] {
        let used = try Set(["/proc/net/tcp", "/proc/net/tcp6"].flatMap(portsInUse))
        return given.withLock { given in
            let free = range.filter { !used.contains($0) && !given.contains($0) }.shuffled().prefix(count)
            given.formUnion(free)
            return Array(free)
        }
    }

    /// The local ports in a table of the kernel, whose second column is `address:port` in hexadecimal.
    private static func portsInUse(in path: String) throws -> [Int] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst().compactMap { line in
            let columns = line.split(separator: " ")
            guard columns.count > 1, let port = columns[1].split(separator: ":").last else { return nil }
            return Int(port, radix: 16)
        }
    }
}
