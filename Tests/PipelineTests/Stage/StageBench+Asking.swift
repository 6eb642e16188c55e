import Pipeline
import Postgres
import TestKit
import Testing
import Tickets

extension StageBench {
    /// The seqs that had an effect, in the order of the effects.
    func effects(_ number: UInt64) async throws -> [Int] {
        try await database.pool.read { session in
            try session.query("SELECT seq FROM probe.effect WHERE ticket_id = \(ticket(number)) ORDER BY id")
                .map { Int(try $0["seq", as: Int32.self]) }
        }
    }

    func count(_ sql: SQL) async throws -> Int {
        try await database.pool.count(sql)
    }

    var effectCount: Int {
        get async throws { try await count("SELECT count(*) FROM probe.effect") }
    }

    /// Waits until the ticket, received after all the others, has come through: the rest has come before it.
    func untilHandled(_ last: UInt64, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await write(last...last)
        try await publish(last, [1])
        try await eventually("ticket \(last) comes through", sourceLocation: sourceLocation) {
            try await !effects(last).isEmpty
        }
    }

    func parked() async throws -> [ParkedTickets] {
        try await database.pool.read { session in try ParkedTickets.all(in: session) }
    }

    func retry(_ number: UInt64) async throws {
        let isDone = try await database.pool.transaction { session in
            try ParkedTickets.retry(Probe.name, ticket(number), in: session)
        }
        #expect(isDone)
        try await relay()
    }

    func drop(_ number: UInt64) async throws {
        let isDone = try await database.pool.transaction { session in
            try ParkedTickets.drop(Probe.name, ticket(number), in: session)
        }
        #expect(isDone)
        try await relay()
    }

    /// What waits in the outbox for the dead letters of `ticket.events`.
    func deadLetters() async throws -> [DeadLetterRow] {
        try await database.pool.read { session in
            try session.query(
                "SELECT * FROM outbox WHERE topic = \(Topic.deadLetters(of: Topic.ticketEvents)) ORDER BY id"
            )
            .map { row in
                DeadLetterRow(
                    payload: try row["payload", as: Bytes.self].bytes,
                    headers: Dictionary(
                        HeaderText.decode(try row["headers"]).map { ($0.name, $0.value) },
                        uniquingKeysWith: { $1 }
                    )
                )
            }
        }
    }
}

struct DeadLetterRow {
    let payload: [UInt8]
    let headers: [String: String]
}
