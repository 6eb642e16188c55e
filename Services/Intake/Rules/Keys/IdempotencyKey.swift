/// What a client calls one thing it wants done, so that asking twice does it once (`Idempotency-Key`).
package struct IdempotencyKey: Hashable, Sendable, CustomStringConvertible {
    /// ASCII characters.
    package static let longest = 255

    package let description: String

    /// Reads the header's values: a quoted string of RFC 9651 or, since many clients send it so, the bare key.
    ///
    /// - Throws: what is wrong and how to put it right.
    package init?(_ values: [String], isRequired: Bool) throws(KeyFault) {
        guard let value = values.first?.trimmed else {
            guard isRequired else { return nil }
            throw KeyFault("Idempotency-Key is required for this channel; send a new UUID with each new message")
        }
        guard values.count == 1 else { throw KeyFault("Idempotency-Key is sent \(values.count) times; send it once") }
        let key = value.hasPrefix("\"") ? Self.unquoted(value) : Self.bare(value)
        guard let key else {
            throw KeyFault(#"Idempotency-Key is malformed; send a quoted text such as "8e03978e-40d5-43dd-bc93""#)
        }
        guard (1...Self.longest).contains(key.utf8.count) else {
            throw KeyFault("Idempotency-Key has \(key.utf8.count) characters; send 1 to \(Self.longest)")
        }
        description = key
    }

    private static func bare(_ value: String) -> String? {
        let isFit = value.utf8.allSatisfy { (0x21...0x7E).contains($0) && !notBare.contains($0) }
        return isFit ? value : nil
    }

    private static let notBare = Set("\"\\,;".utf8)

    private static func unquoted(_ value: String) -> String? {
        guard value.utf8.count >= 2, value.hasSuffix("\"") else { return nil }
        var key: [UInt8] = []
        var isEscaped = false
        for byte in value.utf8.dropFirst().dropLast() {
            switch byte {
            case UInt8(ascii: "\\") where !isEscaped: isEscaped = true
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                guard isEscaped else { return nil }
                key.append(byte)
                isEscaped = false
            case 0x20...0x7E where !isEscaped: key.append(byte)
            default: return nil
            }
        }
        return isEscaped ? nil : String(decoding: key, as: UTF8.self)
    }
}

/// What is wrong with an `Idempotency-Key` header.
package struct KeyFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
