import Postgres
import TestKit
import Testing

private let steps = [
    Migration(name: "0001-shelf", sql: "CREATE TABLE shelf (id int PRIMARY KEY); INSERT INTO shelf VALUES (1);"),
    Migration(name: "0002-book", sql: "CREATE TABLE book (id int PRIMARY KEY, shelf int REFERENCES shelf);"),
]

@Suite("Migrations")
struct MigratorTests {
    @Test func `each is applied once, in order`() async throws {
        try await withDatabase { database in
            let pool = database.pool
            let before = try await Migrator.version(over: pool)
            #expect(before == nil)
            #expect(try await Migrator.pending(steps, over: pool) == ["0001-shelf", "0002-book"])
            #expect(try await Migrator.migrate([steps[0]], over: pool) == ["0001-shelf"])
            #expect(try await Migrator.pending(steps, over: pool) == ["0002-book"])
            #expect(try await Migrator.migrate(steps, over: pool) == ["0002-book"])
            #expect(try await Migrator.migrate(steps, over: pool) == [])
            #expect(try await Migrator.version(over: pool) == "0002-book")
        }
    }

    @Test func `processes that start together do the work once`() async throws {
        try await withDatabase(poolSize: 6) { database in
            let applied = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 1...6 { group.addTask { try await Migrator.migrate(steps, over: database.pool) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(applied.filter { !$0.isEmpty } == [["0001-shelf", "0002-book"]])
            #expect(applied.count == 6)
        }
    }

    @Test func `an edited one is refused by name`() async throws {
        try await withDatabase(migrations: steps) { database in
            let edited = [Migration(name: "0001-shelf", sql: "CREATE TABLE shelf (id bigint)"), steps[1]]
            let error = try await #require(throws: MigrationError.self) {
                try await Migrator.migrate(edited, over: database.pool)
            }
            #expect(error.migration == "0001-shelf")
            #expect("\(error)".contains("add a new migration"))
        }
    }

    @Test func `a failing one leaves nothing of itself, keeps what came before, and can be mended`() async throws {
        try await withDatabase { database in
            let broken = Migration(name: "0002-book", sql: "CREATE TABLE book (id int); SELECT nonsense;")
            let error = try await #require(throws: MigrationError.self) {
                try await Migrator.migrate([steps[0], broken], over: database.pool)
            }
            #expect("\(error)".contains("0002-book"))
            #expect("\(error)".contains("nonsense"))
            #expect(try await Migrator.version(over: database.pool) == "0001-shelf")
            #expect(try await Migrator.migrate(steps, over: database.pool) == ["0002-book"])
        }
    }

    @Test func `two of one name are refused before anything runs`() async throws {
        try await withDatabase { database in
            let error = try await #require(throws: MigrationError.self) {
                try await Migrator.migrate([steps[0], steps[0]], over: database.pool)
            }
            #expect("\(error)".contains("two migrations are called 0001-shelf"))
            #expect(try await Migrator.version(over: database.pool) == nil)
        }
    }

    @Test func `a newer schema than this program knows is left alone`() async throws {
        try await withDatabase(migrations: steps) { database in
            let applied = try await Migrator.migrate([steps[0]], over: database.pool)
            #expect(applied == [])
            #expect(try await Migrator.pending([steps[0]], over: database.pool) == [])
        }
    }

    @Test func `a busy table is let go and tried again`() async throws {
        try await withDatabase(migrations: [steps[0]]) { database in
            let alter = Migration(name: "0002-name", sql: "ALTER TABLE shelf ADD name text")
            let pool = database.pool
            try await withThrowingTaskGroup(of: [String].self) { group in
                try await pool.withConnection { holder in
                    _ = try await holder.read { session in try session.execute("SELECT pg_advisory_lock(1)") }
                    let user = Task {
                        try await pool.transaction { session in
                            try session.script("LOCK TABLE shelf; SELECT pg_advisory_xact_lock(1)")
                        }
                    }
                    try await eventually("the table is busy") { try await waiters(holder, "%LOCK TABLE%").count == 1 }
                    group.addTask { try await Migrator.migrate([alter], over: pool, lockTimeout: .milliseconds(50)) }
                    var attempts: Set<Timestamp> = []
                    try await eventually("the migration waits a second time") {
                        attempts.formUnion(try await waiters(holder, "ALTER TABLE%"))
                        return attempts.count >= 2
                    }
                    _ = try await holder.read { session in try session.execute("SELECT pg_advisory_unlock(1)") }
                    try await user.value
                }
                #expect(try await group.next() == ["0002-name"])
            }
        }
    }

    /// When the transactions began that wait for a lock in such a statement.
    private func waiters(_ connection: Connection, _ statement: String) async throws -> [Timestamp] {
        try await connection.read { session in
            try session.query(
                """
                SELECT xact_start FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE \(statement)
                """
            ).map { try $0["xact_start"] }
        }
    }
}
