/// Where a client may connect: judged on the resolved address, so that no name and no redirect leads inside.
package enum AddressPolicy: Sendable, Equatable {
    /// Anywhere, encrypted or not: for destinations an operator writes.
    case any
    /// HTTPS on port 443 of public addresses, and anything within the allowed networks: for destinations users write.
    case publicOnly(allowing: [IPNetwork])

    /// The protocols that can ever be permitted, before an address is known.
    var schemes: [String] {
        switch self {
        case .any: ["http", "https"]
        case .publicOnly(let allowed): allowed.isEmpty ? ["https"] : ["http", "https"]
        }
    }

    package func permits(_ address: IPAddress, port: Int, isEncrypted: Bool) -> Bool {
        switch self {
        case .any:
            true
        case .publicOnly(let allowed):
            allowed.contains { $0.contains(address) || $0.contains(address.unmapped) }
                || (isEncrypted && port == 443 && Self.isPublic(address))
        }
    }

    /// Whether an address belongs to the public internet: no host, network or protocol that IANA sets apart.
    package static func isPublic(_ address: IPAddress) -> Bool {
        let isGlobal = address.bytes.count == 4 || globalUnicast.contains { $0.contains(address) }
        return isGlobal && !special.contains { $0.contains(address) }
    }

    /// All that is given out of IPv6; outside lie loopback, mapped, translated, local and multicast addresses.
    private static let globalUnicast = ["2000::/3"].compactMap(IPNetwork.init)

    /// The special-purpose registries of IANA, as far as the above does not leave them out.
    private static let special = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        // Protocol assignments with Teredo, documentation, and 6to4, which carries any IPv4 address.
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    ].compactMap(IPNetwork.init)
}
