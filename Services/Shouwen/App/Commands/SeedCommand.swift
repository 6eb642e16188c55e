import Crypto
import FoundationEssentials
import Pipeline
import Postgres
import Tickets

/// `shouwen seed`: the departments of the default taxonomy, and for trying things out people and a token.
enum SeedCommand {
    static let command = Command(
        name: "seed",
        summary: "add the default departments, and with --demo people on shift and channel tokens",
        options: [
            .init(
                name: "demo",
                value: nil,
                purpose: "also add people who are always on shift, and one token a channel"
            ),
            .init(
                name: "tokens",
                value: "FILE",
                purpose: "with --demo: where the tokens are written, readable by you alone"
            ),
        ],
        action: { invocation in
            guard invocation.has("demo") || invocation.option("tokens") == nil else {
                throw UsageError("--tokens needs --demo")
            }
            let departments = try await Database.use { pool in try await pool.transaction { try addDepartments(in: $0) }
            }
            Terminal.say("departments added: \(departments)")
            guard invocation.has("demo") else { return }
            let people = try await Database.use { pool in try await pool.transaction { try addPeople(in: $0) } }
            Terminal.say("people added: \(people)")
            if let path = invocation.option("tokens") { try await addTokens(to: path) }
        }
    )

    private static func addDepartments(in session: borrowing Session) throws -> Int {
        let all = DemoCompany.departments
        return try session.execute(
            """
            INSERT INTO department (code, name_zh, name_en)
            SELECT * FROM unnest(\(all.map(\.code)), \(all.map(\.chinese)), \(all.map(\.english)))
            ON CONFLICT (code) DO NOTHING
            """
        )
    }

    private static func addPeople(in session: borrowing Session) throws -> Int {
        let all = DemoCompany.people
        let added = try session.execute(
            """
            INSERT INTO person (code, name, department, is_lead, capacity)
            SELECT * FROM unnest(\(all.map(\.code)), \(all.map(\.name)), \(all.map(\.department)),
                \(all.map(\.isLead)), \(all.map { _ in Int32(DemoCompany.capacity) }))
            ON CONFLICT (code) DO NOTHING
            """
        )
        try session.execute(
            """
            INSERT INTO shift (person, weekday, starts_at, ends_at)
            SELECT code, weekday, '00:00', '24:00' FROM unnest(\(all.map(\.code))) AS code, generate_series(1, 7) AS weekday
            ON CONFLICT DO NOTHING
            """
        )
        return added
    }

    /// One token a channel, made once: a file that is there is left as it is.
    private static func addTokens(to path: String) async throws {
        guard !FileManager.default.fileExists(atPath: path) else {
            Terminal.say("tokens: \(path) is there already")
            return
        }
        let lines = try await Database.use { pool in
            try await pool.transaction { session in
                try DemoCompany.channels.map { channel in
                    let (text, made) = ChannelToken.make()
                    try made.insert(
                        channel: channel,
                        source: "demo-\(channel.rawValue)",
                        perMinute: 60_000,
                        in: session
                    )
                    return "\(channel.rawValue)=\(text)"
                }
            }
        }
        try PrivateFile.write(lines.joined(separator: "\n") + "\n", to: path)
        Terminal.say("tokens: written to \(path)")
    }
}
