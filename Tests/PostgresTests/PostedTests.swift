import Postgres
import TestKit
import Testing

private let item = Migration(
    name: "0001-item",
    sql: """
        CREATE TABLE item (id int PRIMARY KEY, name text NOT NULL CHECK (name <> 'bad'));
        INSERT INTO item VALUES (1, 'a')
        """
)

@Suite("Posted statements", .timeLimit(.minutes(1)))
struct PostedTests {
    private func names(_ pool: Pool) async throws -> [String] {
        try await pool.read { session in
            try session.query("SELECT name FROM item ORDER BY id").map { try $0["name"] }
        }
    }

    @Test func `take effect in their order, before the statement that takes them along`() async throws {
        try await withDatabase(migrations: [item]) { database in
            let seen = try await database.pool.transaction { session in
                try session.post("INSERT INTO item VALUES (2, 'b')")
                try session.post("UPDATE item SET name = \("c") WHERE id = \(2)")
                let seen: [String] = try session.query("SELECT name FROM item ORDER BY id").map { try $0["name"] }
                try session.post("DELETE FROM item WHERE id = \(1)")
                return seen
            }
            #expect(seen == ["a", "c"])
            #expect(try await names(database.pool) == ["c"])
        }
    }

    @Test func `may be all that a transaction does`() async throws {
        try await withDatabase(migrations: [item]) { database in
            try await database.pool.transaction { session in try session.post("INSERT INTO item VALUES (2, 'b')") }
            #expect(try await names(database.pool) == ["a", "b"])
            #expect(try await database.pool.transaction { _ in 7 } == 7)
        }
    }

    @Test(arguments: [true, false])
    func `that fail undo everything, and are named`(isFollowed: Bool) async throws {
        try await withDatabase(migrations: [item]) { database in
            let error = try await postgresError {
                try await database.pool.transaction { session in
                    try session.post("INSERT INTO item VALUES (2, 'b')")
                    try session.post("INSERT INTO item VALUES (3, \("bad"))")
                    try session.post("INSERT INTO item VALUES (4, 'd')")
                    if isFollowed { try session.execute("UPDATE item SET name = 'e'") }
                }
            }
            #expect(error.sqlState == "23514")
            #expect(error.statement == "INSERT INTO item VALUES (3, $1)")
            #expect(!error.outcomeUnknown && !error.isRetriable)
            #expect(try await names(database.pool) == ["a"])
        }
    }

    @Test func `that fail are not lost when somebody swallows the error`() async throws {
        try await withDatabase(migrations: [item]) { database in
            let error = try await postgresError {
                try await database.pool.transaction { session in
                    try session.post("INSERT INTO item VALUES (1, 'twice')")
                    _ = try? session.execute("UPDATE item SET name = 'b'")
                }
            }
            #expect(error.sqlState == "23505")
            #expect(try await names(database.pool) == ["a"])
        }
    }

    @Test func `that are no SQL fail the transaction, whatever is done after them`() async throws {
        try await withDatabase(migrations: [item]) { database in
            let error = try await postgresError {
                try await database.pool.transaction { session in
                    _ = try? session.query("SELECT * FROM nowhere")
                    _ = try? session.execute("INSERT INTO item VALUES (2, 'b')")
                }
            }
            #expect(error.sqlState == "42P01")
            #expect(try await names(database.pool) == ["a"])
        }
    }

    @Test func `may ask for rows, which come with the next answer or when they are wanted`() async throws {
        try await withDatabase(migrations: [item]) { database in
            try await database.pool.transaction { session in
                let before = try session.ask("SELECT name FROM item WHERE id = \(1)")
                try session.post("UPDATE item SET name = 'b'")
                let after = try session.ask("SELECT name FROM item WHERE id = \(1)")
                #expect(before.rows == nil)
                try session.execute("UPDATE item SET name = 'c'")
                #expect(try before.rows?.map { try $0["name", as: String.self] } == ["a"])
                #expect(try session.rows(after).map { try $0["name", as: String.self] } == ["b"])
                let last = try session.ask("SELECT name FROM item WHERE id = \(2)")
                #expect(try session.rows(last).isEmpty)
            }
            #expect(try await names(database.pool) == ["c"])
        }
    }

    @Test func `that fail leave who asked behind them without rows`() async throws {
        try await withDatabase(migrations: [item]) { database in
            let error = try await postgresError {
                try await database.pool.transaction { session in
                    try session.post("INSERT INTO item VALUES (1, 'twice')")
                    let asked = try session.ask("SELECT name FROM item")
                    _ = try? session.rows(asked)
                    _ = try session.rows(asked)
                }
            }
            #expect(error.sqlState == "23505")
        }
    }

    @Test func `that fail beside the commit undo everything, and the session goes on`() async throws {
        try await withDatabase(migrations: [item]) { database in
            let connection = try await Connection.open(database.configuration)
            for _ in 0..<2 {
                let error = try await postgresError {
                    try await connection.transaction { session in
                        try session.execute("INSERT INTO item VALUES (2, 'b')")
                        try session.post("INSERT INTO item VALUES (1, 'twice')")
                    }
                }
                #expect(error.sqlState == "23505" && !error.outcomeUnknown)
            }
            try await connection.transaction { session in try session.post("INSERT INTO item VALUES (3, 'c')") }
            #expect(!connection.isBroken)
            #expect(try await names(database.pool) == ["a", "c"])
            await connection.close()
        }
    }

    @Test func `are run at once outside of a transaction`() async throws {
        try await withDatabase(migrations: [item]) { database in
            _ = try await postgresError {
                try await database.pool.read { session in
                    try session.post("INSERT INTO item VALUES (2, 'b')")
                    try session.post("INSERT INTO item VALUES (1, 'twice')")
                }
            }
            #expect(try await names(database.pool) == ["a", "b"])
        }
    }

    @Test func `may be more than all buffers on the way hold`() async throws {
        try await withDatabase(migrations: [item]) { database in
            let text = String(repeating: "字", count: 100_000)
            try await database.pool.transaction { session in
                for number in 2...60 {
                    try session.post("INSERT INTO item VALUES (\(Int32(number)), \(text)) RETURNING name")
                }
            }
            #expect(try await names(database.pool).count == 60)
        }
    }

    @Test func `are all undone when the connection breaks under them`() async throws {
        try await withDatabase(migrations: [item]) { database in
            let error = try await postgresError {
                try await database.pool.transaction { session in
                    try session.post("INSERT INTO item VALUES (2, 'b')")
                    try session.post("SELECT pg_terminate_backend(pg_backend_pid())")
                    try session.post("INSERT INTO item VALUES (3, 'c')")
                    try session.execute("INSERT INTO item VALUES (4, 'd')")
                }
            }
            #expect(error.isConnectionLost && error.isRetriable && !error.outcomeUnknown)
            #expect(try await names(database.pool) == ["a"])
        }
    }
}
