import Postgres
import TestKit
import Testing

@Suite("Reading a row")
struct RowTests {
    private func row(_ sql: SQL) async throws -> Row {
        try await withDatabase { database in
            try #require(try await database.pool.read { session in try session.first(sql) })
        }
    }

    private func message(_ read: () throws -> some Any) throws -> String {
        try #require(throws: PostgresError.self) { _ = try read() }.message
    }

    @Test func `columns are read by name and by place`() async throws {
        let row = try await row("SELECT 7 AS count, 'seven' AS name, 'x'::varchar AS short, 1::int2 AS small")
        #expect(try row["count", as: Int.self] == 7)
        #expect(try row[1, as: String.self] == "seven")
        #expect(try row["short", as: String.self] == "x")
        #expect(try row["small", as: Int.self] == 1)
    }

    @Test func `a mistake is told with the column and what it is`() async throws {
        let row = try await row("SELECT 7 AS count, NULL::text AS name, 1.5 AS price, ARRAY['a'] AS tags")
        #expect(try message { try row["total", as: Int.self] }.contains(#""total"; the answer has "count", "name""#))
        #expect(try message { try row[9, as: Int.self] }.contains("no column 9"))
        #expect(
            try message { try row["count", as: String.self] }.contains(#"column "count" is int4, asked for String"#)
        )
        #expect(try message { try row["name", as: String.self] }.contains(#"column "name" is NULL"#))
        #expect(try message { try row["price", as: Double.self] }.contains("numeric"))
        #expect(try message { try row["tags", as: [Int].self] }.contains("text"))
        #expect(try message { try row["count", as: [Int].self] }.contains("int4"))
    }

    @Test func `a value that does not fit is told without being quoted`() async throws {
        let row = try await row("SELECT ARRAY['red', NULL] AS words")
        #expect(try message { try row["words", as: [String].self] }.contains("an element is NULL"))
    }

    @Test func `a database's own enum is read as its label`() async throws {
        try await withDatabase { database in
            let row = try await database.pool.transaction { session in
                try session.script("CREATE TYPE mood AS ENUM ('glad', 'sad')")
                return try session.first("SELECT 'sad'::mood AS mood, '{glad,sad}'::mood[] AS moods")
            }
            #expect(try row?["mood", as: String.self] == "sad")
            #expect(try row?["moods", as: [String].self] == ["glad", "sad"])
        }
    }
}
