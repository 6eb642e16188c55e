import Dispatch
import Glibc

/// A server that answers the first request of each connection and keeps it, and resets it once it has read the second.
final class BreakingServer: Sendable {
    let port: Int
    /// The body of each request that was read to its end.
    let arrivals = Box<[String]>([])
    private let listener: Int32

    init() throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = unsafe inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { [listener] pointer in
            let address = unsafe UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: sockaddr.self)
            return unsafe bind(listener, address, length) == 0 && listen(listener, 8) == 0
                && getsockname(listener, address, &length) == 0
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        guard isBound else { throw RawClient.Failure(reason: "listen: \(errno)") }
        DispatchQueue(label: "breaking server").async { [self] in
            while case let client = accept(listener, nil, nil), client >= 0 { serve(client) }
        }
    }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func serve(_ client: Int32) {
        if read(from: client) {
            let answer = Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8)
            _ = unsafe answer.withUnsafeBytes { unsafe send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            _ = read(from: client)
        }
        var reset = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(client, SOL_SOCKET, SO_LINGER, &reset, socklen_t(MemoryLayout<linger>.size))
        close(client)
    }

    /// Reads one request; false when the client left before its end.
    private func read(from client: Int32) -> Bool {
        var text = ""
        while true {
            if let end = text.firstRange(of: "\r\n\r\n")?.upperBound {
                let length = text.firstMatch(of: /Content-Length: (\d+)/).flatMap { Int($0.1) } ?? 0
                let body = String(text[end...])
                if body.utf8.count >= length {
                    arrivals.change { $0.append(body) }
                    return true
                }
            }
            var chunk = [UInt8](repeating: 0, count: 4096)
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe recv(client, $0.baseAddress, $0.count, 0) }
            guard count > 0 else { return false }
            text += String(decoding: chunk[..<count], as: UTF8.self)
        }
    }
}
