import Foundation
import HTTP
import Kafka
import Pipeline
import Postgres
import TestKit
import Testing

/// All of Shouwen as its users have it: every service a process, a database and a broker of this journey's own.
final class Town: Sendable {
    static let services = ["relay", "classifier", "router", "sla-monitor", "notifier", "desk", "intake"]
    static let departments =
        ["frontline", "after-sales", "logistics", "technology", "finance", "marketing", "product"]
        + ["sales", "risk", "care"]

    let database: TestDatabase
    let broker: Broker
    let client = HTTPClient(policy: .any)
    let folder: URL
    private let ports: [String: (operations: Int, people: Int)]
    private let running = Running()
    private let token: String

    /// The processes by name; replaced when a journey kills one and starts it anew.
    private actor Running {
        var processes: [String: ChildProcess] = [:]

        func set(_ process: ChildProcess) {
            processes[process.name] = process
        }
    }

    static func with(
        _ kind: Broker.Kind = .realWherePossible,
        _ journey: (Town) async throws -> Void
    ) async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let town = try await Town(database, kind)
            do {
                try await town.open()
                try await journey(town)
            } catch {
                print("== outbox: \((try? await town.waitingRows()) ?? -1) rows")
                await town.close(showingLogs: true)
                throw error
            }
            await town.close(showingLogs: false)
        }
    }

    private init(_ database: TestDatabase, _ kind: Broker.Kind) async throws {
        self.database = database
        broker = try await Broker.start(kind)
        folder = FileManager.default.temporaryDirectory.appending(path: "shouwen-journey-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data((0..<32).map { _ in UInt8.random(in: 0...255) }).write(to: folder.appending(path: "link-secret"))
        let free = try FreePorts.pick(Self.services.count * 2)
        ports = Dictionary(
            uniqueKeysWithValues: Self.services.enumerated().map { ($1, (free[$0 * 2], free[$0 * 2 + 1])) }
        )
        let tokens = folder.appending(path: "tokens")
        let seed = try ChildProcess(
            "shouwen",
            ["seed", "--demo", "--tokens", tokens.path],
            environment: ["DATABASE_URL": database.url],
            logs: folder
        )
        guard try await seed.exitCode() == 0 else { throw Failure(description: seed.output) }
        let lines = try String(contentsOf: tokens, encoding: .utf8).split(separator: "\n")
        token = String(lines.first { $0.hasPrefix("web=") }?.dropFirst(4) ?? "")
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private func open() async throws {
        for service in Self.services { try await start(service) }
        for service in Self.services { try await untilReady(service) }
    }

    func start(_ service: String) async throws {
        let (operations, people) = ports[service] ?? (0, 0)
        var environment = [
            "DATABASE_URL": database.url, "KAFKA_BOOTSTRAP_SERVERS": broker.bootstrapServers,
            "SHOUWEN_OPS_LISTEN": "127.0.0.1:\(operations)", "SHOUWEN_LISTEN": "127.0.0.1:\(people)",
            "SHOUWEN_LINK_SECRET_FILE": folder.appending(path: "link-secret").path,
            "SHOUWEN_WEBHOOK_PRIVATE_ADDRESSES": "true",
        ]
        environment["SHOUWEN_KAFKA_OPTIONS_FILE"] = try broker.optionsFile(in: folder)
        await running.set(try ChildProcess(service, environment: environment, logs: folder))
    }

    func untilReady(_ service: String) async throws {
        let port = ports[service]?.operations ?? 0
        try await eventually("\(service) is ready", within: .seconds(60)) {
            (try? await client.send(ClientRequest(.get, "http://127.0.0.1:\(port)/readyz")))?.status == 200
        }
    }

    func kill(_ service: String) async throws {
        try await running.processes[service]?.kill()
    }

    private func close(showingLogs: Bool) async {
        for process in await running.processes.values {
            try? await process.stop()
            if showingLogs { print("== \(process.name)\n\(process.output.suffix(1500))") }
        }
        await client.close()
        await broker.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    private func waitingRows() async throws -> Int {
        try await database.pool.read { session in
            try session.query("SELECT count(*) AS count FROM outbox")[0]["count", as: Int.self]
        }
    }

    // MARK: What people do

    func url(_ service: String, _ path: String) -> String {
        "http://127.0.0.1:\(ports[service]?.people ?? 0)\(path)"
    }

    func get(_ service: String, _ path: String) async throws -> ClientResponse {
        try await client.send(ClientRequest(.get, url(service, path), maxResponse: 4 << 20))
    }

    /// Hands a message in; `key` makes it one ticket however often it is handed in.
    func post(_ text: String, key: String, headers: HTTPHeaders = [:]) async throws -> ClientResponse {
        var all = headers
        all["Authorization"] = "Bearer \(token)"
        all["Content-Type"] = "application/json"
        all["Idempotency-Key"] = "\"\(key)\""
        let body = try JSONEncoder().encode(Message(text: text, contact: ["name": "王芳"]))
        return try await client.send(
            ClientRequest(.post, url("intake", "/v1/tickets"), headers: all, body: Array(body), timeout: .seconds(20))
        )
    }

    private struct Message: Encodable {
        let text: String
        let contact: [String: String]
    }
}
