import Crypto
import FoundationEssentials
import Pipeline
import Postgres
import Tickets

/// `shouwen webhook`: systems that are told of events over HTTP.
enum WebhookCommands {
    static let group = Command.group("webhook", "systems that are told over HTTP", [create, list, remove])

    private static let create = Command(
        name: "create",
        summary: "add a webhook and print the secret that signs its messages, this once",
        options: [
            .init(name: "url", value: "URL", purpose: "where to post; https", isRequired: true),
            .init(name: "department", value: "CODE", purpose: "only tickets of this department"),
            .init(
                name: "events",
                value: "NAMES",
                purpose: "only these, by comma: \(EventType.allCases.map(\.name).joined(separator: ","))"
            ),
        ],
        action: { invocation in
            let url = try address(invocation.option("url") ?? "")
            let department = invocation.option("department")
            let events = try invocation.option("events").map(eventTypes)
            let secret = "whsec_" + Base64.encode(SystemRandom.bytes(32))
            let id = UUID()
            _ = try await Database.use { pool in
                try await pool.transaction { session in
                    try checkDepartment(department, in: session)
                    try session.execute(
                        """
                        INSERT INTO notifier.webhook (id, url, secret, department, events)
                        VALUES (\(id), \(url), \(secret), \(department), \(events))
                        """
                    )
                }
            }
            Terminal.say(secret)
            Terminal.complain(
                "This is shown once: keep it now. Remove it with: shouwen webhook remove \(id.uuidString.lowercased())"
            )
        }
    )

    private static func address(_ url: String) throws -> String {
        let shown = url.prefix(80).map { $0.isASCII && !$0.isWhitespace ? $0 : "?" }
        guard url.hasPrefix("https://") || url.hasPrefix("http://"), url.utf8.count <= 2000 else {
            throw UsageError(
                "--url \"\(String(shown))\" must begin with https:// (http:// only where private addresses are allowed)"
            )
        }
        let rest = url.drop { $0 != "/" }.dropFirst(2)
        let authority = rest.prefix { !"/?#".contains($0) }
        guard url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !authority.isEmpty, !authority.contains("@") else {
            throw UsageError(
                "--url \"\(String(shown))\" must be https://host/path, percent-encoded, without a user name"
            )
        }
        return url
    }

    private static func checkDepartment(_ code: String?, in session: borrowing Session) throws {
        guard let code else { return }
        let codes = try session.query("SELECT code FROM department ORDER BY code").map { try $0["code", as: String.self] }
        guard codes.contains(code) else {
            throw UsageError("--department is none of \(codes.joined(separator: ", "))")
        }
    }

    private static func eventTypes(_ text: String) throws -> [String] {
        try text.split(separator: ",").map { name in
            guard let type = EventType.allCases.first(where: { $0.name == name }) else {
                throw UsageError(
                    "--events has \"\(name)\", which is none of \(EventType.allCases.map(\.name).joined(separator: ", "))"
                )
            }
            return type.rawValue
        }
    }

    private static let list = Command(
        name: "list",
        summary: "print the webhooks, without their secrets",
        action: { _ in
            let rows = try await Database.use { pool in
                try await pool.read { session in
                    try session.query("SELECT * FROM notifier.webhook ORDER BY created_at").map { row in
                        [
                            try row["id", as: UUID.self].uuidString.lowercased(), try row["url"],
                            try row["department", as: String?.self] ?? "all departments",
                            try row["disabled_reason", as: String?.self] ?? "enabled",
                        ]
                    }
                }
            }
            Terminal.say(rows.isEmpty ? "there are no webhooks" : Terminal.table(rows))
        }
    )

    private static let remove = Command(
        name: "remove",
        summary: "tell a webhook nothing more",
        arguments: [.init(name: "id", purpose: "the webhook's id, as the list shows it")],
        action: { invocation in
            guard let id = UUID(uuidString: invocation("id")) else {
                throw UsageError("\(invocation("id")) is no webhook id")
            }
            let count = try await Database.use { pool in
                try await pool.transaction { session in
                    try session.execute("DELETE FROM notifier.webhook WHERE id = \(id)")
                }
            }
            guard count == 1 else { throw UsageError("there is no webhook \(invocation("id"))") }
            Terminal.say("removed")
        }
    )
}
