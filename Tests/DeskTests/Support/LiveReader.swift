import Dispatch
import Glibc
import Synchronization

/// A browser's end of an event stream, as slow as a test wants it to be.
final class LiveReader: Sendable {
    /// One event as it came.
    struct Event: Sendable, Equatable {
        var name = ""
        var id: String?
        var data = ""
    }

    struct Silence: Error {
        let waitedFor: String
    }

    private let descriptor: Int32
    private let queue = DispatchQueue(label: "live reader")
    private let taken = Mutex<[UInt8]>([])

    /// A small buffer makes a reader that is soon too slow.
    init(port: Int, receiveBuffer: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        if var receiveBuffer { _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, 4) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = unsafe withUnsafePointer(to: &address) {
            unsafe connect(
                descriptor,
                UnsafeRawPointer($0).assumingMemoryBound(to: sockaddr.self),
                socklen_t(MemoryLayout<sockaddr_in>.size)
            )
        }
        guard connected == 0 else { throw Silence(waitedFor: "a connection") }
    }

    deinit {
        close(descriptor)
    }

    /// HTTP/1.0, so that the stream comes as it is and ends with the connection.
    func ask(_ path: String, method: String = "GET", lastEventID: String? = nil) async {
        let last = lastEventID.map { "Last-Event-ID: \($0)\r\n" } ?? ""
        let bytes = Array("\(method) \(path) HTTP/1.0\r\nHost: desk\r\n\(last)\r\n".utf8)
        await onQueue { [descriptor] in
            _ = unsafe bytes.withUnsafeBytes { unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        }
    }

    func hangUp() { shutdown(descriptor, 2) }

    /// The next event that is no `hello` and no `beat`; nil when the stream ended.
    func next() async throws -> Event? {
        while true {
            guard let event = try await block() else { return nil }
            if event.name != "", event.name != "hello", event.name != "beat" { return event }
        }
    }

    /// The events up to one of this name, which is the last of them.
    func events(upTo name: String) async throws -> [Event] {
        var events: [Event] = []
        while events.last?.name != name {
            guard let event = try await next() else { throw Silence(waitedFor: name) }
            events.append(event)
        }
        return events
    }

    private func block() async throws -> Event? {
        guard let text = try await text() else { return nil }
        var event = Event()
        for line in text.split(separator: "\n") {
            if line.hasPrefix("event: ") { event.name = String(line.dropFirst(7)) }
            if line.hasPrefix("id: ") { event.id = String(line.dropFirst(4)) }
            if line.hasPrefix("data: ") { event.data += line.dropFirst(6) }
        }
        return event
    }

    /// Up to the next empty line; nil at the end of the stream.
    private func text() async throws -> String? {
        while true {
            if let text = taken.withLock({ Self.firstBlock(of: &$0) }) { return text }
            let (bytes, isInTime) = await more()
            guard isInTime else { throw Silence(waitedFor: "the next event") }
            guard !bytes.isEmpty else { return nil }
            taken.withLock { $0 += bytes }
        }
    }

    private static func firstBlock(of bytes: inout [UInt8]) -> String? {
        var before: UInt8 = 0
        guard
            let end = bytes.firstIndex(where: { byte in
                defer { before = byte }
                return byte == 10 && before == 10
            })
        else { return nil }
        defer { bytes.removeFirst(end + 1) }
        return String(decoding: bytes[...end], as: UTF8.self)
    }

    /// What has come since; empty when the connection is over.
    private func more() async -> (bytes: [UInt8], isInTime: Bool) {
        await onQueue { [descriptor] in
            var buffer = [UInt8](repeating: 0, count: 65536)
            let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
            if count < 0, errno == EAGAIN { return ([], false) }
            return (buffer.prefix(max(0, count)).filter { $0 != 13 }, true)
        }
    }

    private func onQueue<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }
}
