import Glibc
import Processes

/// Finds ports of this machine that nobody listens on, and keeps other runs from finding them.
struct Ports: Sendable {
    private var held: [HeldPort] = []

    /// The first free port from `first` on; it stays ours for as long as these ports are kept.
    mutating func free(from first: UInt16) throws(LaunchError) -> UInt16 {
        for number in first..<min(first &+ 500, .max) {
            guard let port = HeldPort(number) else { continue }
            held.append(port)
            return number
        }
        throw LaunchError("no port is free from \(first) on: stop what uses them")
    }
}

/// A TCP socket on 127.0.0.1.
enum LoopbackSocket {
    static func make() -> Int32 {
        socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    }

    static func bind(_ descriptor: Int32, port: UInt16) -> Bool {
        var on: Int32 = 1
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        return unsafe withAddress(port) { unsafe Glibc.bind(descriptor, $0, $1) } == 0
    }

    static func connect(_ descriptor: Int32, port: UInt16) -> Bool {
        unsafe withAddress(port) { unsafe Glibc.connect(descriptor, $0, $1) } == 0
    }

    private static func withAddress(_ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe body(pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
