import Glibc

/// The processes that a leader and whatever it started are, as /proc tells of them.
struct ProcessGroup {
    let leader: Int32

    /// Whether one of them still runs; what only waits to be reaped does not.
    var isRunning: Bool {
        guard let folder = unsafe opendir("/proc") else { return false }
        defer { unsafe _ = closedir(folder) }
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let id = Int32(name), runs(id) { return true }
        }
        return false
    }

    private func runs(_ id: Int32) -> Bool {
        guard let file = unsafe fopen("/proc/\(id)/stat", "r") else { return false }
        defer { unsafe _ = fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe fread($0.baseAddress, 1, $0.count, file) }
        // `42 (a (strange) name) S 41 40 …`: its state, its parent and its group follow the last parenthesis.
        let fields = bytes[..<count].split(separator: UInt8(ascii: ")")).last?.split(separator: UInt8(ascii: " ")) ?? []
        guard fields.count > 2, let state = fields[0].first,
            let group = Int32(String(decoding: fields[2], as: UTF8.self))
        else { return false }
        return group == leader && state != UInt8(ascii: "Z") && state != UInt8(ascii: "X")
    }
}
