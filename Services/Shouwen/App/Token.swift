import Crypto
import FoundationEssentials
import Postgres
import Tickets

/// An API token of a channel: shown once, kept as a hash.
struct Token {
    let id: String
    let text: String
    private let secretHash: [UInt8]

    /// A new token, `swt_<id>_<secret>` with 256 random bits of secret.
    static func make() -> Token {
        let id = Hex.encode(SystemRandom.bytes(6))
        let secret = Hex.encode(SystemRandom.bytes(32))
        return Token(id: id, text: "swt_\(id)_\(secret)", secretHash: SHA256.hash(Array(secret.utf8)))
    }

    func insert(
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
