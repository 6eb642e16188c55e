import Crypto
import HTTP
import IntakeRules
import Pipeline
import Postgres

/// Knows clients by their tokens, and how much each may ask.
final class Doorkeeper: Sendable {
    private let tokens: TokenBook
    private let limits = RateLimits()

    init(_ pool: Pool) {
        tokens = TokenBook(pool)
    }

    /// The client that sent `request`.
    ///
    /// - Throws: a `Problem` 401 for anything but a valid token; the answer does not tell which part was wrong.
    func client(of request: Request) async throws -> TokenBook.Entry {
        let values = request.headers.values(of: "Authorization")
        guard let value = values.first else { throw Problem.unauthorized(nil) }
        guard values.count == 1, let token = Self.bearer(value) else { throw Problem.unauthorized("invalid_token") }
        let entry = try await tokens.entry(token.id)
        // Unknown ids are compared too, with a hash that nothing has, so that they take as long.
        let isRight = constantTimeEquals(token.secretHash, entry?.secretHash ?? [UInt8](repeating: 0, count: 32))
        guard let entry, isRight else { throw Problem.unauthorized("invalid_token") }
        return entry
    }

    private static func bearer(_ value: String) -> ChannelToken? {
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return ChannelToken(String(parts[1]))
    }

    /// Counts one request of `client`.
    func allowance(of client: TokenBook.Entry) -> Allowance {
        limits.take(client)
    }
}
