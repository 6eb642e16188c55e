import FoundationEssentials

/// Finds ports of this machine that nobody listens on.
package enum FreePorts {
    /// Ports outside the range from which the system takes those of outgoing connections.
    package static func pick(_ count: Int) throws -> [Int] {
        let used = try Set(["/proc/net/tcp", "/proc/net/tcp6"].flatMap(portsInUse))
        return Array((20_000..<30_000).filter { !used.contains($0) }.shuffled().prefix(count))
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
