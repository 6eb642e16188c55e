import Dispatch
import Glibc

/// Asks a process on this machine over HTTP; nothing leaves the machine.
struct Loopback: Sendable {
    let port: UInt16
    var timeout: Int = 15

    /// What came back.
    struct Answer: Sendable {
        let status: Int
        let body: [UInt8]
    }

    func get(_ path: String) async throws(LoopbackError) -> Answer {
        try await send("GET", path, headers: [], body: [])
    }

    func post(_ path: String, headers: [(String, String)], body: [UInt8]) async throws(LoopbackError) -> Answer {
        try await send("POST", path, headers: headers, body: body)
    }

    private func send(
        _ method: String,
        _ path: String,
        headers: [(String, String)],
        body: [UInt8]
    ) async throws(LoopbackError) -> Answer {
        // HTTP/1.0: the answer ends where the connection ends, so its body needs no decoding.
        var text = "\(method) \(path) HTTP/1.0\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        if method == "POST" { text += "Content-Length: \(body.count)\r\n" }
        let request = Array((text + "\r\n").utf8) + body
        let result = await withCheckedContinuation { answer in
            DispatchQueue.global().async {
                answer.resume(returning: Result { () throws(LoopbackError) in try exchange(request) })
            }
        }
        return try result.get()
    }

    private func exchange(_ request: [UInt8]) throws(LoopbackError) -> Answer {
        let descriptor = LoopbackSocket.make()
        guard descriptor >= 0 else { throw .failed(errno) }
        defer { close(descriptor) }
        var limit = timeval(tv_sec: timeout, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        guard LoopbackSocket.connect(descriptor, port: port) else { throw .failed(errno) }
        try write(request, to: descriptor)
        return try Self.parse(try read(from: descriptor))
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32) throws(LoopbackError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { bytes in
                unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw .failed(errno) }
            rest = rest.dropFirst(count)
        }
    }

    private func read(from descriptor: Int32) throws(LoopbackError) -> [UInt8] {
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe recv(descriptor, bytes.baseAddress, bytes.count, 0)
            }
            guard count >= 0 else { throw .failed(errno) }
            if count == 0 { return answer }
            answer += buffer[..<count]
        }
    }

    private static func parse(_ bytes: [UInt8]) throws(LoopbackError) -> Answer {
        let gap = Array("\r\n\r\n".utf8)
        guard let end = bytes.firstRange(of: gap) else { throw .notHTTP }
        let line = String(decoding: bytes[..<end.lowerBound].prefix { $0 != 13 }, as: UTF8.self).split(separator: " ")
        guard line.count >= 2, line[0].hasPrefix("HTTP/1."), let status = Int(line[1]) else { throw .notHTTP }
        return Answer(status: status, body: Array(bytes[end.upperBound...]))
    }
}

/// Why a process on this machine could not be asked.
enum LoopbackError: Error, CustomStringConvertible {
    case failed(Int32)
    case notHTTP

    var description: String {
        switch self {
        case .failed(let number): unsafe String(cString: strerror(number))
        case .notHTTP: "what answered does not speak HTTP"
        }
    }
}
