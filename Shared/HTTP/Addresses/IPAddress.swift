import Glibc

/// A numeric address of either family.
package struct IPAddress: Sendable, Hashable, CustomStringConvertible {
    /// Four bytes or sixteen, in network order.
    package let bytes: [UInt8]

    package init?(_ text: String) {
        var buffer = [UInt8](repeating: 0, count: 16)
        if unsafe inet_pton(AF_INET, text, &buffer) == 1 {
            self.init(bytes: Array(buffer.prefix(4)))
        } else if unsafe inet_pton(AF_INET6, text, &buffer) == 1 {
            self.init(bytes: buffer)
        } else {
            return nil
        }
    }

    init?(_ address: UnsafePointer<sockaddr>) {
        switch unsafe Int32(address.pointee.sa_family) {
        case AF_INET:
            let raw = unsafe UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self).sin_addr
            self.init(bytes: unsafe withUnsafeBytes(of: raw) { unsafe Array($0) })
        case AF_INET6:
            let raw = unsafe UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in6.self).sin6_addr
            self.init(bytes: unsafe withUnsafeBytes(of: raw) { unsafe Array($0) })
        default:
            return nil
        }
    }

    init?(bytes: [UInt8]) {
        switch bytes.count {
        case 4, 16: self.bytes = bytes
        default: return nil
        }
    }

    /// The IPv4 address that an address of `::ffff:0:0/96` stands for; any other address itself.
    package var unmapped: IPAddress {
        guard bytes.count == 16, bytes.starts(with: Self.mappedPrefix) else { return self }
        return IPAddress(bytes: Array(bytes.suffix(4))) ?? self
    }

    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard unsafe inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static let mappedPrefix = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
}
