internal import CCurl
import Glibc

/// Opens the socket a server listens on, and says plainly why when it cannot.
enum ListeningSocket {
    /// - Returns: a descriptor that listens, and the port it has.
    static func open(_ address: String) throws(HTTPServerError) -> (descriptor: Int32, port: Int) {
        let (host, port) = try split(address)
        var hints = unsafe addrinfo()
        unsafe hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_family = host == nil ? AF_INET6 : AF_UNSPEC
        var found: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, port, &hints, &found) == 0, let first = unsafe found else {
            throw .badAddress(address)
        }
        defer { unsafe freeaddrinfo(first) }
        // `:port` means every address of the machine, of either family where the kernel has both.
        if host == nil, unsafe access("/proc/net/if_inet6", F_OK) != 0 { return try open("0.0.0.0:\(port)") }
        return unsafe try listen(on: first, called: address, bothFamilies: host == nil)
    }

    /// `host:port`, `[v6]:port` or `:port`.
    private static func split(_ address: String) throws(HTTPServerError) -> (host: String?, port: String) {
        guard let colon = address.lastIndex(of: ":"), UInt16(address[address.index(after: colon)...]) != nil else {
            throw .badAddress(address)
        }
        let port = String(address[address.index(after: colon)...])
        var host = address[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            throw .badAddress(address)
        }
        return (host.isEmpty ? nil : String(host), port)
    }

    private static func listen(
        on info: UnsafeMutablePointer<addrinfo>,
        called address: String,
        bothFamilies: Bool
    ) throws(HTTPServerError) -> (descriptor: Int32, port: Int) {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = unsafe socket(info.pointee.ai_family, kind, 0)
        guard descriptor >= 0 else { throw failure(address) }
        set(descriptor, SOL_SOCKET, SO_REUSEADDR, to: 1)
        if unsafe info.pointee.ai_family == AF_INET6 {
            set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, to: bothFamilies ? 0 : 1)
        }
        guard unsafe bind(descriptor, info.pointee.ai_addr, info.pointee.ai_addrlen) == 0,
            Glibc.listen(descriptor, SOMAXCONN) == 0
        else {
            let failure = failure(address)
            close(descriptor)
            throw failure
        }
        return (descriptor, port(of: descriptor))
    }

    private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, to value: Int32) {
        var value = value
        _ = unsafe setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func failure(_ address: String) -> HTTPServerError {
        switch errno {
        case EADDRINUSE: .addressInUse(address)
        case EACCES, EPERM: .notPermitted(address)
        case EADDRNOTAVAIL: .badAddress(address)
        case let code: .notStarted("\(address): \(unsafe String(cString: strerror(code)))")
        }
    }

    private static func port(of descriptor: Int32) -> Int {
        var address = sockaddr_in6()  // as large as either; the port is at the same place in both
        var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
        unsafe withUnsafeMutablePointer(to: &address) {
            _ = unsafe getsockname(
                descriptor,
                UnsafeMutableRawPointer($0).assumingMemoryBound(to: sockaddr.self),
                &size
            )
        }
        return Int(UInt16(bigEndian: address.sin6_port))
    }
}
