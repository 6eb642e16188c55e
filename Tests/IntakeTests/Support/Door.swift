import FoundationEssentials
import HTTP
import IntakeRules
import Pipeline
import Postgres
import Telemetry
import TestKit
import Testing
import Tickets

@testable import Intake

/// A running intake over a database of its own, and a client in front of it.
struct Door: Sendable {
    let database: TestDatabase
    let service: ServiceContext
    let links: ProgressLinks
    let base: String
    let client: HTTPClient

    /// Makes a token as the operator does, and answers its text.
    func token(_ channel: Channel = .web, source: String = "web-form", perMinute: Int = 100_000) async throws -> String
    {
        let (text, token) = ChannelToken.make()
        try await sql { session in
            try session.execute(
                """
                INSERT INTO channel_token (id, secret_hash, channel, source, requests_per_minute)
                VALUES (\(token.id), \(Bytes(token.secretHash)), \(channel.rawValue), \(source), \(Int32(perMinute)))
                """
            )
        }
        return text
    }

    /// Posts a message.
    func post(_ body: [UInt8], _ token: String, key: String? = nil, with more: HTTPHeaders = [:]) async throws
        -> ClientResponse
    {
        var headers = more
        headers.fill(from: ["Authorization": "Bearer \(token)", "Content-Type": "application/json"])
        if let key { headers["Idempotency-Key"] = key }
        return try await client.send(ClientRequest(.post, base + "/v1/tickets", headers: headers, body: body))
    }

    func post(_ body: String, _ token: String, key: String? = nil, with more: HTTPHeaders = [:]) async throws
        -> ClientResponse
    {
        try await post(Array(body.utf8), token, key: key, with: more)
    }

    func get(_ path: String, _ token: String? = nil) async throws -> ClientResponse {
        let headers: HTTPHeaders = token.map { ["Authorization": "Bearer \($0)"] } ?? [:]
        return try await client.send(ClientRequest(.get, base + path, headers: headers))
    }

    /// Runs statements on the test's database.
    @discardableResult
    func sql<R: Sendable>(_ body: @Sendable (borrowing Session) throws -> R) async throws -> R {
        try await database.pool.transaction(body)
    }

    /// Rows of everything that intake writes: tickets, events, outbox, keys.
    func stored() async throws -> [Int] {
        try await sql { session in
            let row = try session.query(
                """
                SELECT (SELECT count(*) FROM ticket) AS a, (SELECT count(*) FROM ticket_event) AS b,
                    (SELECT count(*) FROM outbox) AS c, (SELECT count(*) FROM idempotency_key) AS d
                """
            )[0]
            return try ["a", "b", "c", "d"].map { try row[$0, as: Int.self] }
        }
    }
}

/// A message as a client sends it.
func message(_ text: String = "收到的杯子碎了") -> String {
    #"{"text":"\#(text)","contact":{"phone":"13812345678"}}"#
}

/// Runs intake for the length of a test.
func withDoor<R>(_ environment: [String: String] = [:], _ body: (Door) async throws -> R) async throws -> R {
    try await withDatabase(migrations: Migrations.all) { database in
        let secret = FileManager.default.temporaryDirectory.appending(path: "shouwen-\(UUID().uuidString)")
        try Data((0..<32).map { UInt8($0) }).write(to: secret)
        defer { try? FileManager.default.removeItem(at: secret) }
        let settings = try Settings(
            environment: [
                "DATABASE_URL": database.url, "SHOUWEN_LISTEN": "127.0.0.1:0",
                "SHOUWEN_PUBLIC_URL": "https://help.example.com/", "SHOUWEN_LINK_SECRET_FILE": secret.path,
            ].merging(environment) { $1 }
        )
        let service = try ServiceContext(name: "intake", settings: settings, logger: .silent)
        let front = try FrontDoor(service)
        let running = ([service.nudge] + front.parts).map { part in Task { try await part.run() } }
        let client = HTTPClient(policy: .any)
        let door = Door(
            database: database,
            service: service,
            links: try ProgressLinks(settings),
            base: "http://127.0.0.1:\(front.server.port)",
            client: client
        )
        let result: Result<R, any Error>
        do { result = .success(try await body(door)) } catch { result = .failure(error) }
        await client.close()
        for task in running.reversed() {
            task.cancel()
            _ = await task.result
        }
        await service.pool.close()
        return try result.get()
    }
}
