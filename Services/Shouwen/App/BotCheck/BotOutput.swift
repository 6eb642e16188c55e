import Dispatch
import Glibc
import Processes
import Synchronization

/// What a bot says: passed on to a file as it comes, and its end remembered.
final class BotOutput: Sendable {
    /// What the bot's output is to be opened as.
    let path: String
    private static let remembered = 4096
    private let reader: Int32
    private let writer: Int32
    private let log: Int32
    private let tail = Mutex<[UInt8]>([])

    /// - Parameter log: the file to which everything is appended.
    /// - Throws: when that file cannot be written.
    init(appendingTo log: String) throws(LaunchError) {
        self.log = unsafe open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard self.log >= 0 else { throw LaunchError("\(log) cannot be written: \(Self.reason)") }
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else {
            close(self.log)
            throw LaunchError("there is no pipe for what the bot says: \(Self.reason)")
        }
        (reader, writer) = (ends[0], ends[1])
        // What is there is read without waiting for more.
        _ = fcntl(reader, F_SETFL, O_NONBLOCK)
        // The child opens it anew, while it still has what we have open.
        path = "/proc/self/fd/\(writer)"
    }

    deinit {
        for descriptor in [reader, writer, log] { close(descriptor) }
    }

    /// Passes on what comes until the source is cancelled.
    func follow() -> any DispatchSourceRead {
        let source = DispatchSource.makeReadSource(fileDescriptor: reader)
        source.setEventHandler { self.passOn() }
        // Until then the descriptors stay open.
        source.setCancelHandler { withExtendedLifetime(self) {} }
        source.resume()
        return source
    }

    /// The last lines that it has said up to now.
    func lastLines(_ count: Int = 3) -> [String] {
        passOn()
        let lines = tail.withLock { String(decoding: $0, as: UTF8.self) }.split(whereSeparator: \.isNewline)
        return lines.suffix(count).map { String($0.suffix(300)) }
    }

    /// Takes what is there, without waiting for more.
    func passOn() {
        tail.withLock { tail in
            var chunk = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(reader, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                write(chunk[..<count])
                tail = Array((tail + chunk[..<count]).suffix(Self.remembered))
            }
        }
    }

    private func write(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { bytes in unsafe Glibc.write(log, bytes.baseAddress, bytes.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private static var reason: String { unsafe String(cString: strerror(errno)) }
}
