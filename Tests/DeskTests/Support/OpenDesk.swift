import HTTP
import Pipeline
import Postgres
import Telemetry
import TestKit
import Testing
import Tickets

@testable import Desk

/// A running desk over a database of its own, a browser in front of it and writers behind it.
struct OpenDesk: Sendable {
    let pool: Pool
    let service: ServiceContext
    let port: Int
    let client: HTTPClient
    private let running: [Task<Void, any Error>]

    init(_ database: TestDatabase, _ client: HTTPClient) throws {
        let settings = try Settings(environment: ["DATABASE_URL": database.url, "SHOUWEN_LISTEN": "127.0.0.1:0"])
        service = try ServiceContext(name: "desk", settings: settings, logger: .silent)
        let desk = try Desk(service)
        (pool, port, self.client) = (database.pool, desk.server.port, client)
        running = desk.parts.map { part in Task { try await part.run() } }
    }

    /// Stops as the process does on SIGTERM: the server first.
    func stop() async {
        service.isDraining = true
        for task in running.reversed() {
            task.cancel()
            _ = await task.result
        }
        await service.pool.close()
    }

    func get(_ path: String, _ headers: HTTPHeaders = [:], method: HTTPMethod = .get) async throws -> ClientResponse {
        try await client.send(
            ClientRequest(method, "http://127.0.0.1:\(port)\(path)", headers: headers, maxResponse: 4_000_000)
        )
    }

    func live(after cursor: Feed.Cursor, last: Feed.Cursor? = nil, lang: String = "en") async throws -> LiveReader {
        let reader = try LiveReader(port: port)
        await reader.ask("/live?after=\(cursor)&lang=\(lang)", lastEventID: last?.description)
        return reader
    }

    /// A customer writes.
    @discardableResult
    func receive(_ number: UInt64, _ subject: String = "收到的杯子碎了", at instant: Instant? = nil) async throws -> TicketID {
        try await pool.transaction { session in
            var writer = Writer(source: "intake", now: try instant ?? Journal.now(in: session))
            try writer.receive(ticketID(number), received(subject, Int64(number)), trace: nil)
            try writer.write(in: session)
        }
        return ticketID(number)
    }

    func append(_ facts: TicketFact..., to number: UInt64, at instant: Instant? = nil) async throws {
        let id = ticketID(number)
        try await pool.transaction { session in
            let tickets = try Journal.lock([id], in: session)
            var writer = Writer(source: "router", now: try instant ?? Journal.now(in: session), tickets: tickets)
            try writer.append(facts, to: id, cause: nil)
            try writer.write(in: session)
        }
    }

    func execute(_ sql: SQL) async throws {
        _ = try await pool.transaction { session in try session.execute(sql) }
    }

    /// The place from which a page that is loaded now follows what changes.
    func end() async throws -> Feed.Cursor {
        try await pool.read { session in try Feed.end(in: session) }
    }

    /// Waits until so many events can be read: transactions of other databases hold the feed back for moments.
    func readable(_ count: Int) async throws {
        try await eventually("\(count) events can be read") {
            try await pool.read { session in
                try Feed.read(after: .beginning, atMost: 1000, in: session).rows.count == count
            }
        }
    }

    func gauge(_ name: String) -> Double? {
        let line = service.metrics.exposition().split(separator: "\n").first { $0.hasPrefix("\(name) ") }
        return line?.split(separator: " ").last.flatMap { Double($0) }
    }

    /// How often changes were rendered in a language.
    func batches(in lang: String) -> Double? {
        gauge(#"desk_live_batches_total{lang="\#(lang)"}"#)
    }

    func now() async throws -> Instant {
        try await pool.read { session in try Journal.now(in: session) }
    }
}

/// Runs a desk for the length of a test.
func withDesk<R>(_ body: (OpenDesk) async throws -> R) async throws -> R {
    try await withDatabase(migrations: Migrations.all) { database in
        let client = HTTPClient(policy: .any)
        let desk = try OpenDesk(database, client)
        let result: Result<R, any Error>
        do { result = .success(try await body(desk)) } catch { result = .failure(error) }
        await desk.stop()
        await client.close()
        return try result.get()
    }
}

let logistics = DepartmentCode(rawValue: "logistics")
let someone = Actor(department: logistics, name: "wu.min")

/// Given to the logistics department.
func routed(to assignee: String? = "wu.min", handOff: Int = 1) -> TicketFact {
    .routed(
        Routed(
            department: logistics,
            owner: .person(PersonCode(rawValue: "li.na")),
            assignee: assignee.map(PersonCode.init(rawValue:)),
            handOff: handOff,
            reason: "test"
        )
    )
}
