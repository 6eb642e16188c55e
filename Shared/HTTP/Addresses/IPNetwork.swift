/// A block of addresses, such as `10.0.0.0/8` or one address alone.
package struct IPNetwork: Sendable, Hashable, CustomStringConvertible {
    private let prefix: IPAddress
    private let bits: Int

    /// Reads `address/bits` or a single address; `nil` when it is neither.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let prefix = IPAddress(String(parts[0])) else { return nil }
        let most = prefix.bytes.count * 8
        guard let bits = parts.count > 1 ? Int(parts[1]) : most, (0...most).contains(bits) else { return nil }
        self.prefix = prefix
        self.bits = bits
    }

    package func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == prefix.bytes.count else { return false }
        let whole = bits / 8
        guard address.bytes.prefix(whole) == prefix.bytes.prefix(whole) else { return false }
        guard bits % 8 > 0 else { return true }
        let mask = UInt8(truncatingIfNeeded: 0xFF00 >> (bits % 8))
        return address.bytes[whole] & mask == prefix.bytes[whole] & mask
    }

    package var description: String { "\(prefix)/\(bits)" }
}
