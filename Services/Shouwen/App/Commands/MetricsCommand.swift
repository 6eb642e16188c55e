import HTTP
import Pipeline

/// `shouwen metrics`: a service's figures of this moment, for people without Prometheus at hand.
enum MetricsCommand {
    static let command = Command(
        name: "metrics",
        summary: "print a service's figures of this moment",
        arguments: [
            .init(name: "service", purpose: "one that SHOUWEN_SERVICES names"),
            .init(
                name: "beginning",
                purpose: "only those whose names begin so, such as ticket_outbox",
                isRequired: false
            ),
        ],
        action: { invocation in
            let services = try Settings.fromProcess()(.services)
            let lines = try await read(invocation("service"), among: services, invocation.argument("beginning") ?? "")
            Terminal.say(lines.joined(separator: "\n"))
        }
    )

    static func read(
        _ service: String,
        among services: [String: String],
        _ beginning: String
    ) async throws -> [String] {
        guard let address = services[service] else {
            throw UsageError("\(service) is none of \(services.keys.sorted().joined(separator: ", "))")
        }
        let answer = try await ServiceDoor(name: service, address: address).get("/metrics")
        let lines = answer.text.split(separator: "\n").filter { !$0.hasPrefix("#") && $0.hasPrefix(beginning) }
        guard !lines.isEmpty else { throw UsageError("\(service) shows nothing that begins with \(beginning)") }
        return lines.map(String.init)
    }
}
