import FoundationEssentials
import Pipeline
import Tickets

/// The links by which customers follow their tickets.
struct ProgressLinks: Sendable {
    let tokens: ProgressTokens
    private let base: String

    /// The fewest bytes of a link secret.
    static let shortestSecret = 32

    init(_ settings: Settings) throws(SettingsError) {
        base = String(try settings(.publicURL).reversed().drop { $0 == "/" }.reversed())
        tokens = ProgressTokens(secret: try Self.secret(settings), lifetime: try settings(.linkLifetime))
    }

    private static func secret(_ settings: Settings) throws(SettingsError) -> [UInt8] {
        let path = try settings(.linkSecretFile)
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            throw SettingsError(
                "SHOUWEN_LINK_SECRET_FILE names \(path), which cannot be read; make it: head -c 32 /dev/urandom > \(path)"
            )
        }
        guard data.count >= shortestSecret else {
            throw SettingsError(
                "SHOUWEN_LINK_SECRET_FILE names \(path), which has \(data.count) bytes; \(shortestSecret) are needed"
            )
        }
        return Array(data)
    }

    func url(of ticket: TicketID, receivedAt instant: Instant) -> String {
        "\(base)/t/\(tokens.token(for: ticket, receivedAt: instant))"
    }
}
