import Crypto
import FoundationEssentials
import HTTP
import NotifierRules
import Pipeline
import Tickets

/// The request of one attempt, signed as Standard Webhooks 1.0 asks.
enum Post {
    static let timeout: Duration = .seconds(15)

    /// - Throws: `UnusableSecret` when there is nothing to sign with.
    static func request(_ delivery: Delivery) throws(UnusableSecret) -> ClientRequest {
        let signature = WebhookSignature(
            id: delivery.notice.uuidString.lowercased(),
            timestamp: delivery.at.microseconds / 1_000_000
        )
        let body = Array(delivery.payload.utf8)
        let content = signature.content(body)
        var signatures: [String] = []
        for text in WebhookSignature.keys(in: delivery.secret) {
            guard let key = Base64.decode(text) else { throw UnusableSecret() }
            signatures.append(Base64.encode(HMACSHA256.authenticationCode(for: content, key: key)))
        }
        guard !signatures.isEmpty else { throw UnusableSecret() }
        var headers: HTTPHeaders = [
            "Content-Type": CloudEvent.contentType, "traceparent": Tracing.child(of: delivery.trace),
        ]
        for header in signature.headers(signatures) { headers[header.name] = header.value }
        return ClientRequest(.post, delivery.url, headers: headers, body: body, timeout: timeout)
    }
}

/// A webhook's secret is not what `shouwen webhook create` writes: somebody edited the row.
struct UnusableSecret: Error, CustomStringConvertible {
    let description = "the webhook's secret is not whsec_ and base64; remove the webhook and create it anew"
}
