import Dispatch
import Glibc

/// A TCP client that says exactly what a test tells it to, byte by byte, and reads what comes back.
final class RawClient: Sendable {
    /// One answer as it came over the wire.
    struct Answer {
        let status: Int
        let head: String
        let body: String

        func header(_ name: String) -> String? {
            let lines = head.split(separator: "\r\n").dropFirst()
            let line = lines.first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
            return line.map { String($0.drop { $0 != ":" }.dropFirst().drop { $0 == " " }) }
        }
    }

    struct Failure: Error {
        let reason: String
    }

    private let descriptor: Int32
    private let queue = DispatchQueue(label: "raw client")

    /// A small receive buffer makes a reader that is soon too slow.
    init(host: String = "127.0.0.1", port: Int, receiveBuffer: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        if var receiveBuffer {
            _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, 4)
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = unsafe inet_addr(host)
        let connected = unsafe withUnsafePointer(to: &address) {
            unsafe connect(
                descriptor,
                UnsafeRawPointer($0).assumingMemoryBound(to: sockaddr.self),
                socklen_t(MemoryLayout<sockaddr_in>.size)
            )
        }
        guard connected == 0 else { throw Failure(reason: "connect: \(errno)") }
    }

    deinit {
        close(descriptor)
    }

    func hangUp() { shutdown(descriptor, 2) }

    func halfClose() { shutdown(descriptor, 1) }

    func send(_ text: String) async {
        await onQueue { [descriptor] in
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let sent = unsafe rest.withUnsafeBytes {
                    unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard sent > 0 else { return }
                rest = rest.dropFirst(sent)
            }
        }
    }

    /// Sends a text again and again, beside what is read, until the task is cancelled.
    func trickle(_ text: String, times: Int) async {
        for _ in 0..<times where !Task.isCancelled {
            let bytes = Array(text.utf8)
            _ = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            }
            await Task.yield()
        }
    }

    /// The next answer; `isHead` for one that has a length and no body.
    func answer(isHead: Bool = false) async throws -> Answer {
        let head = try await read { $0.hasSuffix("\r\n\r\n") }
        let status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        guard let status else { throw Failure(reason: "no status in “\(head)”") }
        let length = Answer(status: status, head: head, body: "").header("Content-Length").flatMap { Int($0) } ?? 0
        let body = isHead || length == 0 ? "" : try await read { $0.utf8.count == length }
        return Answer(status: status, head: head, body: body)
    }

    /// Reads one byte after the other until the text is complete.
    func read(until isComplete: @escaping @Sendable (String) -> Bool) async throws -> String {
        let text = await onQueue { [descriptor] in
            var bytes: [UInt8] = []
            var byte: UInt8 = 0
            while unsafe recv(descriptor, &byte, 1, 0) == 1 {
                bytes.append(byte)
                if isComplete(String(decoding: bytes, as: UTF8.self)) {
                    return String?.some(String(decoding: bytes, as: UTF8.self))
                }
            }
            return nil
        }
        guard let text else { throw Failure(reason: "the connection ended, or nothing came for ten seconds") }
        return text
    }

    /// Everything until the server closes the connection; `nil` when it does not within ten seconds.
    func rest() async -> String? {
        await onQueue { [descriptor] in
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 65536)
            while true {
                let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
                if count < 0, errno == EAGAIN { return nil }
                guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
                bytes += buffer.prefix(count)
            }
        }
    }

    private func onQueue<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }
}
