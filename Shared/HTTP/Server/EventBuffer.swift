/// The bytes of a stream that the client has not taken yet.
struct EventBuffer {
    private var bytes: [UInt8] = []
    private var taken = 0

    var count: Int { bytes.count - taken }

    mutating func append(_ more: [UInt8]) {
        if taken == bytes.count {
            bytes.removeAll(keepingCapacity: true)
            taken = 0
        } else if taken > bytes.count / 2 {
            bytes.removeFirst(taken)
            taken = 0
        }
        bytes += more
    }

    mutating func take(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let size = min(count, buffer.count)
        unsafe bytes.withUnsafeBytes { unsafe buffer.copyMemory(from: .init(rebasing: $0[taken..<taken + size])) }
        taken += size
        if taken == bytes.count { self = EventBuffer() }
        return size
    }
}
