import Crypto
package import Postgres
package import Tickets

/// The secret by which a channel's client shows who it is: `swt_<id>_<secret>`.
///
/// The id finds the row of `channel_token`; only the secret's SHA-256 is stored, which is enough for a secret of 256
/// random bits. The fixed beginning lets scanners find tokens that were committed by mistake.
package struct ChannelToken: Hashable, Sendable {
    package let id: String
    package let secretHash: [UInt8]

    /// A new token, with the text that its client is given once.
    package static func make() -> (text: String, token: ChannelToken) {
        let (id, secret) = (Hex.encode(SystemRandom.bytes(8)), Hex.encode(SystemRandom.bytes(32)))
        return ("swt_\(id)_\(secret)", ChannelToken(id: id, secret: secret))
    }

    /// Reads what a client sent; nil when it has not the shape of a token.
    package init?(_ text: String) {
        let parts = text.split(separator: "_", maxSplits: 2, omittingEmptySubsequences: false)
        guard text.utf8.count <= 200, parts.count == 3, parts[0] == "swt", !parts[1].isEmpty, !parts[2].isEmpty,
            parts[1].utf8.allSatisfy({ (48...57).contains($0) || (97...122).contains($0) })
        else { return nil }
        self.init(id: String(parts[1]), secret: String(parts[2]))
    }

    private init(id: String, secret: String) {
        self.id = id
        secretHash = SHA256.hash(Array(secret.utf8))
    }
}

extension ChannelToken {
    /// Opens the door to whoever has the token's text.
    package func insert(
        channel: Channel,
        source: String,
        perMinute: Int,
        in session: borrowing Session
    ) throws {
        try session.execute(
            """
            INSERT INTO channel_token (id, secret_hash, channel, source, requests_per_minute)
            VALUES (\(id), \(Bytes(secretHash)), \(channel.rawValue), \(source), \(Int32(perMinute)))
            """
        )
    }
}
