import Postgres
import TestKit
import Testing

@testable import Postgres

@Suite("Prepared statements")
struct StatementTests {
    private func withConnection(_ body: (Connection) async throws -> Void) async throws {
        try await withDatabase { database in
            let connection = try await Connection.open(database.configuration)
            _ = try await connection.read { session in try session.script("CREATE TABLE thing (id int)") }
            try await body(connection)
            await connection.close()
        }
    }

    private func columns(_ session: borrowing Session) throws -> Int {
        try session.execute("INSERT INTO thing (id) VALUES (\(Int32(1)))")
        return try session.first("SELECT * FROM thing")?.columns.count ?? 0
    }

    @Test func `a statement is prepared once per text and types`() async throws {
        try await withConnection { connection in
            let prepared = try await connection.read { session in
                for number in 1...3 { _ = try session.query("SELECT \(number)") }
                _ = try session.query("SELECT \("text")")
                return try session.query("SELECT statement FROM pg_prepared_statements ORDER BY prepare_time")
                    .map { try $0["statement", as: String.self] }
            }
            #expect(prepared.filter { $0 == "SELECT $1" }.count == 2)
        }
    }

    @Test func `the server never holds more than the cache remembers`() async throws {
        try await withConnection { connection in
            let count = try await connection.read { session in
                for length in 1...300 {
                    _ = try session.query("SELECT " + [SQL](repeating: "1", count: length).joined(separator: " + "))
                }
                return try session.first("SELECT count(*) FROM pg_prepared_statements")?[0, as: Int.self]
            }
            #expect(count == 256)
        }
    }

    @Test func `a changed table is noticed and the statement prepared anew`() async throws {
        try await withConnection { connection in
            #expect(try await connection.read { session in try columns(session) } == 1)
            try await connection.read { session in try session.script("ALTER TABLE thing ADD name text") }
            #expect(try await connection.read { session in try columns(session) } == 2)
        }
    }

    @Test func `inside a transaction it is an error worth a retry, and the retry works`() async throws {
        try await withConnection { connection in
            #expect(try await connection.transaction { session in try columns(session) } == 1)
            try await connection.read { session in try session.script("ALTER TABLE thing ADD name text") }
            let error = try await postgresError {
                try await connection.transaction { session in try columns(session) }
            }
            #expect(error.code == .staleStatement)
            #expect(error.isRetriable)
            #expect(try await connection.transaction { session in try columns(session) } == 2)
        }
    }

    @Test func `a statement the server forgot is prepared anew`() async throws {
        try await withConnection { connection in
            #expect(try await connection.read { session in try columns(session) } == 1)
            try await connection.read { session in try session.script("DEALLOCATE ALL") }
            #expect(try await connection.read { session in try columns(session) } == 1)
        }
    }

    @Test func `the one used longest ago is forgotten first`() {
        var cache = StatementCache(limit: 2)
        let keys = ["a", "b", "c"].map { StatementCache.Key(text: $0, types: []) }
        #expect(cache.insert(keys[0], name: "s1") == nil)
        #expect(cache.insert(keys[1], name: "s2") == nil)
        #expect(cache.name(for: keys[0]) == "s1")
        #expect(cache.insert(keys[2], name: "s3") == "s2")
        #expect(cache.name(for: keys[1]) == nil)
        #expect(cache.count == 2)
    }
}
