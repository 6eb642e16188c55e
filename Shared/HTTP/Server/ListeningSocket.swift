internal import CMicroHTTPD
import Glibc

/// Opens the socket a server listens on, and says plainly why when it cannot.
enum ListeningSocket {
    /// - Returns: a descriptor that listens, and the port it has.
    static func open(_ address: String) throws(HTTPServerError) -> (descriptor: Int32, port: Int) {
        let (host, port) = try split(address)
        var hints = unsafe addrinfo()
        unsafe hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        unsafe hints.ai_family = host == nil ? AF_INET6 : AF_UNSPEC
        var found: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, port, &hints, &found) == 0, let first = unsafe found else {
            throw .badAddress(address)
        }
        defer { unsafe freeaddrinfo(first) }
        // `:port` means every address of the machine, of either family where the kernel has both.
        if host == nil, unsafe access("/proc/net/if_inet6", F_OK) != 0 { return try open("0.0.0.0:\(port)") }
        let descriptor = unsafe shouwen_listen(first, host == nil ? 1 : 0)
        guard descriptor >= 0 else { throw failure(address) }
        return (descriptor, Self.port(of: descriptor))
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
