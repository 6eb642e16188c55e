import Glibc

/// One kept-alive HTTP connection that has at most one request under way.
@safe
struct Client {
    struct Answer {
        let status: Int
        let body: ArraySlice<UInt8>
    }

    let descriptor: Int32
    /// When the request under way should have been sent; nil while there is none.
    var since: ContinuousClock.Instant?
    private var bytes: [UInt8] = []

    init(port: Int) throws(LoadFailure) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe connect(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard descriptor >= 0, status == 0 else { throw LoadFailure("nobody listens on port \(port): \(errno)") }
        var yes: Int32 = 1
        unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(4))
    }

    func send(_ request: [UInt8]) throws(LoadFailure) {
        let sent = unsafe request.withUnsafeBytes { unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, 0) }
        guard sent == request.count else { throw LoadFailure("a request could not be sent: \(errno)") }
    }

    /// Takes what has come; answers once the whole response is there.
    mutating func receive() throws(LoadFailure) -> Answer? {
        let count = unsafe withUnsafeTemporaryAllocation(byteCount: 16384, alignment: 1) { buffer in
            let count = unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if count > 0 { unsafe bytes.append(contentsOf: buffer[..<count]) }
            return count
        }
        guard count > 0 else { throw LoadFailure("the server closed a connection: \(errno)") }
        guard let answer = Self.answer(in: bytes) else { return nil }
        bytes = []
        return answer
    }

    /// The answer, once its head and so many bytes as the head names are there.
    ///
    /// Written as one pass over the bytes: what the client takes of the two cores, the services do not have.
    private static func answer(in bytes: [UInt8]) -> Answer? {
        guard bytes.count > 12, let status = Int(String(decoding: bytes[9..<12], as: UTF8.self)) else { return nil }
        var (place, length) = (12, 0)
        while place + 3 < bytes.count {
            defer { place += 1 }
            guard bytes[place] == cr, bytes[place + 1] == lf else { continue }
            if bytes[place + 2] == cr, bytes[place + 3] == lf {
                let body = place + 4
                guard bytes.count >= body + length else { return nil }
                return Answer(status: status, body: bytes[body..<body + length])
            }
            length = self.length(in: bytes, at: place + 2) ?? length
        }
        return nil
    }

    private static let (cr, lf) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))
    private static let name = Array("content-length:".utf8)

    /// What the header line that begins at `start` says of the body's length, if it does.
    private static func length(in bytes: [UInt8], at start: Int) -> Int? {
        let value = start + name.count
        guard value < bytes.count else { return nil }
        for place in name.indices where bytes[start + place] | 0x20 != name[place] | 0x20 { return nil }
        return bytes[value...].drop { $0 == UInt8(ascii: " ") }.prefix { 48...57 ~= $0 }
            .reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    func end() {
        close(descriptor)
    }
}
