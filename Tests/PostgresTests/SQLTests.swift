import Testing

@testable import Postgres

@Suite("SQL")
struct SQLTests {
    @Test func `a value becomes a numbered bind and never text`() {
        let name = "x'; DROP TABLE ticket; --"
        let sql: SQL = "SELECT \(1) FROM t WHERE name = \(name) AND id = ANY(\([1, 2]))"
        #expect(sql.text == "SELECT $1 FROM t WHERE name = $2 AND id = ANY($3)")
        #expect(sql.parameters.map(\.oid) == [20, 25, 1016])
        #expect(sql.parameters[1].bytes == Array(name.utf8))
    }

    @Test func `pieces join and their binds are numbered anew`() {
        let conditions: [SQL] = ["a = \(1)", "b = \("two")"]
        let sql: SQL = "SELECT 1 WHERE \(conditions.joined(separator: " AND ")) AND " + "c = \(true)"
        #expect(sql.text == "SELECT 1 WHERE a = $1 AND b = $2 AND c = $3")
        #expect(sql.parameters.map(\.oid) == [20, 25, 16])
    }

    @Test func `no pieces join to nothing`() {
        #expect([SQL]().joined(separator: ", ").text == "")
    }

    @Test func `an identifier is quoted and its quotes doubled`() {
        let sql: SQL = "LISTEN \(identifier: #"a"b"#)"
        #expect(sql.text == #"LISTEN "a""b""#)
        #expect(sql.parameters.isEmpty)
    }

    @Test func `nil is a typed NULL`() {
        let missing: Int32? = nil
        let sql: SQL = "SELECT \(missing)"
        #expect(sql.parameters.map(\.oid) == [23])
        #expect(sql.parameters.map(\.bytes) == [nil])
    }

    @Test func `text with NUL is found, alone and inside an array`() {
        #expect(Parameter("a\0b").holdsNUL)
        #expect(Parameter(["fine", "a\0b"] as [String?]).holdsNUL)
        #expect(!Parameter(["fine", nil] as [String?]).holdsNUL)
        #expect(!Parameter(Bytes([0, 1])).holdsNUL)
        #expect(!Parameter(0).holdsNUL)
    }
}
