import Crypto
import FoundationEssentials
import Tickets

/// Makes and reads the tokens of the customers' links: which ticket, until when, and a signature that nobody can make
/// without the link secret.
struct ProgressTokens: Sendable {
    private let secret: [UInt8]
    private let lifetime: Duration

    /// 16 bytes of the id, 4 of the minute it ends, 16 of HMAC-SHA-256: as good as unguessable, and short in a message.
    private static let (idSize, endSize, codeSize) = (16, 4, 16)
    /// Keeps signatures made for other purposes with the same secret apart.
    private static let purpose = Array("shouwen progress v1\0".utf8)

    init(secret: [UInt8], lifetime: Duration) {
        (self.secret, self.lifetime) = (secret, lifetime)
    }

    /// The token of a ticket received at `instant`: always the same one.
    func token(for ticket: TicketID, receivedAt instant: Instant) -> String {
        let minute = UInt32(clamping: (instant + lifetime).microseconds / 60_000_000)
        let id = bytes(of: ticket.uuid)
        let payload = id + (0..<4).map { UInt8(truncatingIfNeeded: minute >> (24 - 8 * $0)) }
        return Base64URL.encode(payload + code(for: payload))
    }

    /// The ticket of a token that was made with this secret and has not ended at `now`.
    func ticket(of token: String, at now: Instant) -> TicketID? {
        let size = Self.idSize + Self.endSize
        guard token.utf8.count == 48, let bytes = Base64URL.decode(token), bytes.count == size + Self.codeSize else {
            return nil
        }
        let payload = Array(bytes[..<size])
        guard constantTimeEquals(code(for: payload), Array(bytes[size...])) else { return nil }
        let minute = payload[Self.idSize...].reduce(0) { $0 << 8 | Int64($1) }
        guard now.microseconds < minute * 60_000_000 else { return nil }
        return TicketID(uuid(payload))
    }

    private func code(for payload: [UInt8]) -> [UInt8] {
        Array(HMACSHA256.authenticationCode(for: Self.purpose + payload, key: secret).prefix(Self.codeSize))
    }

    private func bytes(of uuid: UUID) -> [UInt8] {
        let b = uuid.uuid
        return [b.0, b.1, b.2, b.3, b.4, b.5, b.6, b.7, b.8, b.9, b.10, b.11, b.12, b.13, b.14, b.15]
    }

    private func uuid(_ b: [UInt8]) -> UUID {
        UUID(
            uuid: (
                b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]
            )
        )
    }
}
