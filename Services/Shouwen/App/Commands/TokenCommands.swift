import Pipeline
import Postgres
import Tickets

/// `shouwen token`: who may hand tickets in.
enum TokenCommands {
    static let group = Command.group("token", "API tokens of channels", [create, list, revoke])

    private static let create = Command(
        name: "create",
        summary: "make a token and print it, this once",
        options: [
            .init(name: "channel", value: "CHANNEL", purpose: "one of \(channels)", isRequired: true),
            .init(name: "source", value: "NAME", purpose: "which form, app or partner it is for", isRequired: true),
            .init(name: "per-minute", value: "COUNT", purpose: "requests it may make a minute [600]"),
        ],
        action: { invocation in
            guard let channel = Channel(rawValue: invocation.option("channel") ?? "") else {
                throw UsageError("--channel \"\(invocation.option("channel") ?? "")\" is none of \(channels)")
            }
            let perMinute = invocation.option("per-minute") ?? "600"
            guard let perMinute = Int(perMinute), (1...1_000_000).contains(perMinute) else {
                throw UsageError("--per-minute \"\(perMinute)\" must be a whole number from 1 to 1000000")
            }
            let source = invocation.option("source") ?? ""
            guard DepartmentCode.isValid(source) else {
                throw UsageError("--source \"\(source)\" must be 1 to 40 of a-z, 0-9 and inner dashes")
            }
            let (text, token) = ChannelToken.make()
            try await Database.use { pool in
                try await pool.transaction { session in
                    try token.insert(channel: channel, source: source, perMinute: perMinute, in: session)
                }
            }
            Terminal.say(text)
            Terminal.complain("This is shown once: keep it now. Revoke it with: shouwen token revoke \(token.id)")
        }
    )

    private static let list = Command(
        name: "list",
        summary: "print the tokens, without their secrets",
        action: { _ in
            let rows = try await Database.use { pool in
                try await pool.read { session in
                    try session.query("SELECT * FROM channel_token ORDER BY created_at, id").map { row in
                        [
                            try row["id"], try row["channel"], try row["source"],
                            "\(try row["requests_per_minute", as: Int32.self])/min",
                            try row["revoked_at", as: Timestamp?.self] == nil ? "valid" : "revoked",
                        ]
                    }
                }
            }
            Terminal.say(rows.isEmpty ? "there are no tokens" : Terminal.table(rows))
        }
    )

    private static let revoke = Command(
        name: "revoke",
        summary: "make a token worthless, at once",
        arguments: [.init(name: "id", purpose: "the token's id, as the list shows it")],
        action: { invocation in
            let id = invocation("id")
            let count = try await Database.use { pool in
                try await pool.transaction { session in
                    try session.execute(
                        "UPDATE channel_token SET revoked_at = now() WHERE id = \(id) AND revoked_at IS NULL"
                    )
                }
            }
            guard count == 1 else { throw UsageError("there is no valid token \(id); see: shouwen token list") }
            Terminal.say("\(id) is revoked")
        }
    )

    private static var channels: String {
        Channel.allCases.map(\.rawValue).joined(separator: ", ")
    }
}
