import Glibc

/// The few calls of the C library that a proxy needs, on plain descriptors.
enum Socket {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Listens on a free port of this machine.
    static func listen() throws -> (descriptor: Int32, port: Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = loopback(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = unsafe withSockaddr(&address) { unsafe bind(descriptor, $0, length) }
        guard descriptor >= 0, bound == 0, Glibc.listen(descriptor, 128) == 0 else {
            throw Failure(description: "no port could be had: \(errno)")
        }
        _ = unsafe withSockaddr(&address) { unsafe getsockname(descriptor, $0, &length) }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }

    /// Waits for a client; nil when the listening ended.
    static func accept(_ descriptor: Int32) -> Int32? {
        while true {
            let client = Glibc.accept(descriptor, nil, nil)
            if client >= 0 {
                sendAtOnce(client)
                return client
            }
            guard errno == EINTR || errno == ECONNABORTED else { return nil }
        }
    }

    /// Connects to a port of this machine; nil when nobody listens there.
    static func connect(port: Int) -> Int32? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        var address = loopback(port: port)
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        guard unsafe withSockaddr(&address, { unsafe Glibc.connect(descriptor, $0, length) }) == 0 else {
            close(descriptor)
            return nil
        }
        sendAtOnce(descriptor)
        return descriptor
    }

    /// What has come; nil at the end, or when the connection broke.
    static func receive(_ descriptor: Int32) -> [UInt8]? {
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
            unsafe count = max(recv(descriptor, buffer.baseAddress, buffer.count, 0), 0)
        }
        return bytes.isEmpty ? nil : bytes
    }

    /// Sends all of it; false when the other side is gone, or takes nothing for half a minute.
    static func send(_ bytes: some Collection<UInt8>, to descriptor: Int32) -> Bool {
        let bytes = Array(bytes)
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.send(
                    descriptor,
                    buffer.baseAddress?.advanced(by: sent),
                    buffer.count - sent,
                    Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
                )
            }
            if count > 0 {
                sent += count
            } else if errno == EAGAIN {
                guard wait([(descriptor, Int16(POLLOUT))], milliseconds: 30_000) != nil else { return false }
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }

    /// Waits until one of the descriptors has something; answers which have, nil when the time is over.
    static func wait(_ wanted: [(descriptor: Int32, events: Int16)], milliseconds: Int32) -> [Bool]? {
        var polled = wanted.map { pollfd(fd: $0.descriptor, events: $0.events, revents: 0) }
        let count = unsafe poll(&polled, nfds_t(polled.count), milliseconds)
        if count < 0, errno == EINTR { return wanted.map { _ in false } }
        return count > 0 ? polled.map { $0.revents != 0 } : nil
    }

    /// A pipe that wakes whoever waits on its first end.
    static func pipe() -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        _ = unsafe Glibc.pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        return (ends[0], ends[1])
    }

    static func wake(_ descriptor: Int32) {
        var byte: UInt8 = 1
        _ = unsafe write(descriptor, &byte, 1)
    }

    static func drain(_ descriptor: Int32) {
        var bytes = [UInt8](repeating: 0, count: 64)
        while unsafe read(descriptor, &bytes, bytes.count) > 0 {}
    }

    /// Closes without a farewell: the other side sees its connection reset.
    static func reset(_ descriptor: Int32) {
        var atOnce = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &atOnce, socklen_t(MemoryLayout<linger>.size))
        close(descriptor)
    }

    private static func sendAtOnce(_ descriptor: Int32) {
        var yes: Int32 = 1
        unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func loopback(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    private static func withSockaddr<R>(_ address: inout sockaddr_in, _ body: (UnsafeMutablePointer<sockaddr>) -> R)
        -> R
    {
        unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0) }
        }
    }
}
