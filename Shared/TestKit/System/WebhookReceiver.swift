import Crypto
import FoundationEssentials
package import HTTP
import Synchronization

/// Another company's system that is told by webhook, and checks the signature as Standard Webhooks says.
package final class WebhookReceiver: Sendable {
    private let requests = Mutex<[Request]>([])

    package static func with(_ body: (WebhookReceiver, _ url: String) async throws -> Void) async throws {
        let receiver = WebhookReceiver()
        let server = try HTTPServer(
            address: "127.0.0.1:0",
            routes: [
                Route(.post, "/hook") { request in
                    receiver.requests.withLock { $0.append(request) }
                    return .empty()
                }
            ]
        )
        try server.start()
        do {
            try await body(receiver, "http://127.0.0.1:\(server.port)/hook")
        } catch {
            await server.stop(grace: .seconds(1))
            throw error
        }
        await server.stop(grace: .seconds(1))
    }

    /// Everything that came, in its order.
    package var all: [Request] { requests.withLock { $0 } }

    /// What was told of this type.
    package func told(_ type: String) -> [Request] {
        requests.withLock { $0 }.filter { String(decoding: $0.body, as: UTF8.self).contains("\"type\":\"\(type)\"") }
    }

    /// Whether the request bears a signature made with this secret, over this body, now.
    package static func isSigned(_ request: Request, with secret: String) -> Bool {
        guard let id = request.headers["webhook-id"], let time = request.headers["webhook-timestamp"],
            let key = Base64.decode(String(secret.trimmingPrefix("whsec_"))), let seconds = Double(time),
            abs(Date().timeIntervalSince1970 - seconds) < 300
        else { return false }
        let content = Array("\(id).\(time).".utf8) + request.body
        let signature = "v1," + Base64.encode(HMACSHA256.authenticationCode(for: content, key: key))
        return request.headers["webhook-signature"]?.split(separator: " ").contains { $0 == signature } == true
    }
}
