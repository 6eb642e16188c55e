/// What a webhook's signature is made of, as Standard Webhooks 1.0 says; the signing itself needs cryptography.
package struct WebhookSignature: Hashable, Sendable {
    package let id: String
    /// Unix seconds of this attempt.
    package let timestamp: Int64

    package init(id: String, timestamp: Int64) {
        (self.id, self.timestamp) = (id, timestamp)
    }

    /// The bytes that are signed.
    package func content(_ body: [UInt8]) -> [UInt8] {
        Array("\(id).\(timestamp).".utf8) + body
    }

    /// The headers of the request, given the base64 signatures: one for each secret in force.
    package func headers(_ signatures: [String]) -> [(name: String, value: String)] {
        [
            ("webhook-id", id), ("webhook-timestamp", "\(timestamp)"),
            ("webhook-signature", signatures.map { "v1,\($0)" }.joined(separator: " ")),
        ]
    }

    /// The base64 keys in an endpoint's secret: `whsec_…`, and during a rotation several, apart by blanks.
    package static func keys(in secret: String) -> [String] {
        secret.split(separator: " ").map { String($0.trimmingPrefix("whsec_")) }
    }
}
