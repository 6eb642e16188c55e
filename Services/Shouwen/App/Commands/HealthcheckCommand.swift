import HTTP
import Pipeline

/// `shouwen healthcheck`: what a container's health check runs, so that its image needs neither a shell nor curl.
enum HealthcheckCommand {
    static let command = Command(
        name: "healthcheck",
        summary: "ask the service at SHOUWEN_OPS_LISTEN whether it is ready; exit code 1 when it is not",
        options: [.init(name: "live", value: nil, purpose: "ask only whether it is alive")],
        action: { invocation in
            let path = invocation.has("live") ? "/livez" : "/readyz"
            let url = "http://\(near(try Settings.fromProcess()(.operationsListen)))\(path)"
            Terminal.say(try await ask(url, timeout: .seconds(4)))
        }
    )

    /// Where the service is asked from beside it: one that listens everywhere listens on the loopback too.
    static func near(_ address: String) -> String {
        let port = address[(address.lastIndex(of: ":") ?? address.endIndex)...]
        return switch address.dropLast(port.count) {
        case "0.0.0.0": "127.0.0.1\(port)"
        case "[::]": "[::1]\(port)"
        default: address
        }
    }

    static func ask(_ url: String, timeout: Duration) async throws -> String {
        let request = ClientRequest(.get, url, timeout: timeout, connectTimeout: timeout)
        let answer: ClientResponse
        do {
            answer = try await HTTPClient(policy: .any).send(request)
        } catch {
            throw Unhealthy(description: "\(url) does not answer: \(error)")
        }
        let lines = String(decoding: answer.body, as: UTF8.self).split(whereSeparator: \.isNewline)
        let text = lines.joined(separator: " ")
        guard answer.status == 200 else { throw Unhealthy(description: "\(url) answers \(answer.status): \(text)") }
        return text
    }
}

/// The service does not answer, or has said what is not well.
struct Unhealthy: Error, CustomStringConvertible {
    let description: String
}
