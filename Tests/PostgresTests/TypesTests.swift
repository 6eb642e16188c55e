import FoundationEssentials
import Postgres
import TestKit
import Testing

private enum Colour: String, PostgresCodable { case red, green }

private struct Badge: PostgresStored, Equatable {
    let stored: Int32

    init(stored: Int32) { self.stored = stored }
}

@Suite("Values on their way to PostgreSQL and back")
struct TypesTests {
    private func echo<Value: PostgresCodable & Equatable>(_ values: [Value]) async throws {
        try await withDatabase { database in
            let back = try await database.pool.read { session in
                try values.map { value in try session.first("SELECT \(value)")?[0, as: Value.self] }
            }
            #expect(back == values)
        }
    }

    @Test func `booleans`() async throws { try await echo([true, false]) }

    @Test func `integers of every width and extreme`() async throws {
        try await echo([Int16.min, -1, 0, 1, .max])
        try await echo([Int32.min, -1, 0, 1, .max])
        try await echo([Int64.min, -1, 0, 1, .max])
        try await echo([Int.min, -1, 0, 1, .max])
    }

    @Test func `floating-point numbers`() async throws {
        try await echo([0, -0.5, 1e308, .leastNonzeroMagnitude, .infinity, -.infinity])
    }

    @Test func `text of every kind`() async throws {
        try await echo(["", "plain", "it's \"quoted\" \\ $1", "客户说:尽快", "👩‍👧", "\n\t\r"])
    }

    @Test func `bytes`() async throws {
        try await echo([Bytes([]), Bytes([0, 255, 39, 92]), Bytes(Array(0...255))])
    }

    @Test func `uuids`() async throws {
        try await echo([UUID(), UUID(uuid: (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255))])
    }

    @Test func `instants, their extremes and infinities`() async throws {
        try await echo(
            [0, 1, -1, 1_700_000_000_123_456, 946_684_800_000_000, -62_135_596_800_000_000]
                .map(Timestamp.init(microseconds:)) + [.infinity, .minusInfinity]
        )
    }

    @Test func `transaction numbers`() async throws { try await echo([XID8(3), XID8(.max >> 1)]) }

    @Test func `optionals`() async throws {
        try await echo([1, nil] as [Int?])
        try await echo(["", nil] as [String?])
    }

    @Test func `arrays, empty ones and missing elements`() async throws {
        try await echo([[], [1, 2, .max]] as [[Int]])
        try await echo([["a", nil, ""], [nil], []] as [[String?]])
        try await echo([[true, false], []] as [[Bool]])
        try await echo([[Bytes([0]), nil]] as [[Bytes?]])
        try await echo([[UUID(), UUID()]])
        try await echo([[Timestamp(microseconds: 5), nil]] as [[Timestamp?]])
        try await echo([[1.5, nil]] as [[Double?]])
        try await echo([nil, [1, 2]] as [[Int32]?])
        try await echo([[XID8(9)], []])
        try await echo([[Int16(1), -1], []] as [[Int16]])
    }

    @Test func `enums and wrapped values of another module`() async throws {
        try await echo([Colour.red, .green])
        try await echo([Badge(stored: 7)])
        try await echo([[Colour.red, nil]] as [[Colour?]])
    }

    @Test func `the server sees the same values, not only the same bytes`() async throws {
        try await withDatabase { database in
            let row = try await database.pool.read { session in
                try session.first(
                    """
                    SELECT \(Timestamp(microseconds: 1_700_000_000_123_456))
                             = '2023-11-14T22:13:20.123456Z'::timestamptz AS instant,
                           \(Timestamp.infinity) = 'infinity'::timestamptz AS infinity,
                           \(-2) + 1 = -1 AS integer,
                           \(0.5) * 2 = 1 AS double,
                           \([1, nil, 3] as [Int?]) = '{1,NULL,3}'::bigint[] AS array
                    """
                )
            }
            let answer = try #require(row)
            for column in answer.columns {
                #expect(try answer[column, as: Bool.self], "\(column)")
            }
        }
    }

    @Test func `a batch travels as arrays and is unnested`() async throws {
        try await withDatabase { database in
            let (ids, notes): ([Int], [String?]) = ([1, 2, 3], ["one", nil, "three"])
            let rows = try await database.pool.transaction { session in
                try session.execute("CREATE TABLE note (id bigint, text text)")
                let written = try session.execute(
                    "INSERT INTO note SELECT * FROM unnest(\(ids), \(notes)) AS given (id, text)"
                )
                #expect(written == 3)
                return try session.query("SELECT id, text FROM note WHERE id = ANY(\([2, 3])) ORDER BY id")
            }
            #expect(try rows.map { try $0["id", as: Int.self] } == [2, 3])
            #expect(try rows.map { try $0["text", as: String?.self] } == [nil, "three"])
        }
    }

    @Test func `text with NUL is refused before it is sent, by its place`() async throws {
        try await withDatabase { database in
            let error = try await postgresError {
                try await database.pool.read { session in
                    try session.query("SELECT \(1), \("a\0secret")")
                }
            }
            #expect(error.code == .invalidParameter)
            #expect(error.message.contains("$2"))
            #expect(!"\(error)".contains("secret"))
        }
    }
}
