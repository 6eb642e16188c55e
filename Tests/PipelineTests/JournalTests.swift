import Dispatch
import Pipeline
import Postgres
import TestKit
import Testing
import Tickets

@Suite("The journal") struct JournalTests {
    private func received(_ sequence: Int64) -> Received {
        Received(
            number: TicketNumber(date: CivilDate(year: 2026, month: 11, day: 23), sequence: sequence),
            channel: .web,
            source: "shop",
            contact: Contact(name: "王芳"),
            subject: "杯子碎了",
            text: "收到的杯子碎了",
            attachments: [Attachment(name: "a.jpg", url: "https://shop.example/a.jpg", size: 12)]
        )
    }

    private func newTicket(_ sequence: Int64, _ pool: Pool) async throws -> TicketID {
        let id = TicketID(at: Instant(seconds: 1_795_406_400 + sequence), random: (1, UInt64(sequence)))
        let received = received(sequence)
        try await pool.transaction { session in
            var writer = Writer(source: "intake", now: try Journal.now(in: session))
            try writer.receive(id, received, trace: nil)
            try writer.write(in: session)
        }
        return id
    }

    private func append(_ facts: [TicketFact], to id: TicketID, _ pool: Pool) async throws {
        try await pool.transaction { session in
            let tickets = try Journal.lock([id], in: session)
            var writer = Writer(source: "test", now: try Journal.now(in: session), tickets: tickets)
            try writer.append(facts, to: id, cause: nil)
            try writer.write(in: session)
        }
    }

    private func row(_ id: TicketID, _ pool: Pool) async throws -> Ticket? {
        try await pool.read { session in try Journal.read([id], in: session)[id] }
    }

    private func events(_ id: TicketID, _ pool: Pool) async throws -> [TicketEvent] {
        try await pool.read { session in try Journal.rows(of: id, in: session).map { try $0.event() } }
    }

    @Test(arguments: 0..<12) func `replayed gives the ticket row, whatever happened`(seed: UInt64) async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            var random = Dice(seed: seed)
            let id = try await newTicket(Int64(seed) + 1, database.pool)
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let facts = (0..<Int.random(in: 1...4, using: &random)).map { _ in AnyFact.draw(&random) }
                try await append(facts, to: id, database.pool)
            }
            let events = try await events(id, database.pool)
            #expect(events.map(\.seq) == Array(1...events.count))
            #expect(try await row(id, database.pool) == Ticket.folded(events))
        }
    }

    @Test func `only grows`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            _ = try await newTicket(1, database.pool)
            for statement: SQL in [
                "UPDATE ticket_event SET data = '{}'", "DELETE FROM ticket_event", "TRUNCATE ticket_event",
            ] {
                await #expect(throws: PostgresError.self) {
                    try await database.pool.transaction { session in try session.execute(statement) }
                }
            }
        }
    }

    @Test func `is written together with the outbox or not at all`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let id = try await newTicket(1, database.pool)
            await #expect(throws: Interruption.self) {
                try await database.pool.transaction { session in
                    let tickets = try Journal.lock([id], in: session)
                    var writer = Writer(source: "test", now: try Journal.now(in: session), tickets: tickets)
                    try writer.append([.noted(Noted(by: AnyFact.actor, text: "x"))], to: id, cause: nil)
                    try writer.write(in: session)
                    throw Interruption()
                }
            }
            let counts = try await database.pool.read { session in
                let row = try session.query(
                    "SELECT (SELECT count(*) FROM ticket_event) AS events, (SELECT count(*) FROM outbox) AS waiting"
                )[0]
                return [try row["events", as: Int.self], try row["waiting", as: Int.self]]
            }
            #expect(counts == [1, 1])
            #expect(try await row(id, database.pool)?.version == 1)
        }
    }

    @Test func `keeps the seqs of concurrent writers contiguous`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let id = try await newTicket(1, database.pool)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await append([.noted(Noted(by: AnyFact.actor, text: "x"))], to: id, database.pool)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await events(id, database.pool).map(\.seq) == Array(1...21))
        }
    }

    @Test func `never lets the time of a ticket run backwards`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let id = try await newTicket(1, database.pool)
            // Begun before the ticket was written, as a transaction is that waits for its lock.
            try await database.pool.transaction { session in
                let tickets = try Journal.lock([id], in: session)
                let now = try Journal.now(in: session) - .seconds(5)
                var writer = Writer(source: "test", now: now, tickets: tickets)
                try writer.append([.noted(Noted(by: AnyFact.actor, text: "x"))], to: id, cause: nil)
                try writer.write(in: session)
            }
            let events = try await events(id, database.pool)
            #expect(events.count == 2 && events[0].at == events[1].at)
            #expect(try await row(id, database.pool) == Ticket.folded(events))
        }
    }

    @Test func `refuses to be appended to without a lock`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let id = try await newTicket(1, database.pool)
            await #expect(throws: NotLocked.self) {
                try await database.pool.transaction { session in
                    var writer = Writer(source: "test", now: try Journal.now(in: session))
                    try writer.append([.noted(Noted(by: AnyFact.actor, text: "x"))], to: id, cause: nil)
                }
            }
        }
    }

    @Test func `as a feed never skips what commits late`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let early = try await newTicket(1, database.pool)
            let (opened, open) = AsyncStream.makeStream(of: Void.self)
            let gate = DispatchSemaphore(value: 0)
            let slow = Task {
                defer { open.finish() }
                try await database.pool.transaction { session in
                    try session.execute(
                        "INSERT INTO ticket_event VALUES (\(early), 2, 'shouwen.ticket.late.v1', now(), 'test', NULL, '{}')"
                    )
                    open.yield()
                    // A connection has a thread of its own, which may wait.
                    _ = gate.wait(timeout: .now() + 30)
                }
            }
            for await _ in opened { break }
            let late = try await newTicket(2, database.pool)
            let first = try await feed(1, after: .beginning, database.pool)
            #expect(first.rows.map(\.ticket) == [early])
            gate.signal()
            try await slow.value
            let second = try await feed(2, after: first.next, database.pool)
            #expect(second.rows.map { "\($0.ticket) \($0.seq)" } == ["\(early) 2", "\(late) 1"])
        }
    }

    /// Reads until `count` rows are there: other databases of the server hold the feed back for moments.
    private func feed(_ count: Int, after cursor: Feed.Cursor, _ pool: Pool) async throws -> Feed.Page {
        let deadline = ContinuousClock.now + .seconds(20)
        while true {
            let page = try await pool.read { session in try Feed.read(after: cursor, atMost: 100, in: session) }
            if page.rows.count >= count || ContinuousClock.now > deadline { return page }
            await Task.yield()
        }
    }
}

struct Interruption: Error {}
