/// Why there is no whole answer; no case carries the URL, whose path may be a secret.
package enum HTTPClientError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The URL or a header is malformed, or the URL has a user name in it.
    case invalidRequest(String)
    /// A protocol that the policy does not allow.
    case refusedProtocol
    /// An address that the policy does not allow.
    case refusedAddress(String)
    case resolve
    case connect
    case tls(String)
    case timeout
    case tooLarge(status: Int, limit: Int)
    /// The connection broke, or what came over it was no HTTP: the other side may have acted on the request.
    case broken(String)
    case cancelled
    case closed

    package var description: String {
        switch self {
        case .invalidRequest(let fault): "the request cannot be sent: \(fault)"
        case .refusedProtocol: "the URL's protocol is not allowed: use https"
        case .refusedAddress(let address):
            "connecting to \(address) is not allowed: allow its network, or use https on port 443 of a public address"
        case .resolve: "the host's name could not be resolved"
        case .connect: "no connection could be made"
        case .tls(let reason): "no encrypted connection could be made: \(reason)"
        case .timeout: "the answer did not come in time"
        case .tooLarge(let status, let limit): "the answer (status \(status)) is larger than \(limit) bytes"
        case .broken(let reason): "the connection broke: \(reason)"
        case .cancelled: "the request was cancelled"
        case .closed: "the client is closed"
        }
    }
}
