import Testing

@testable import Drill

@Suite("A client's words to PostgreSQL")
struct StatementTests {
    private let greeting: [UInt8] = [0, 0, 0, 8, 4, 210, 22, 47] + [0, 0, 0, 13, 0, 3, 0, 0] + Array("user\0".utf8)

    private func message(_ type: Character, _ body: String) -> [UInt8] {
        let count = body.utf8.count + 4
        return [type.asciiValue ?? 0, 0, 0, UInt8(count >> 8), UInt8(count & 0xFF)] + Array(body.utf8)
    }

    @Test func `are told apart, whether they come whole or byte by byte`() {
        let words =
            greeting + message("Q", "BEGIN\0") + message("P", "s1\0DELETE FROM outbox\0\0\0")
            + message("B", "\0s1\0\0\0")
            + message("E", "\0\0\0\0\0") + message("Q", "COMMIT\0")
        var whole = Statements()
        #expect(whole.read(words).compactMap(\.statement) == ["BEGIN", "DELETE FROM outbox", "COMMIT"])
        var slow = Statements()
        let messages = words.flatMap { slow.read([$0]) }
        #expect(messages.compactMap(\.statement) == ["BEGIN", "DELETE FROM outbox", "COMMIT"])
        #expect(messages.flatMap(\.bytes) == words)
    }
}
