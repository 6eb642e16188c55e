import Postgres
import Testing

@testable import Shouwen

@Suite("The database of a command")
struct DatabaseTests {
    private let unknownForNow = PostgresError(
        .connectionLost,
        #"could not translate host name "postgres" to address: Temporary failure in name resolution"#
    )

    @Test func `is tried again while its name cannot be looked up just now`() async throws {
        var attempts = 0
        try await Database.reach(within: .seconds(60), pause: .zero) {
            attempts += 1
            if attempts < 3 { throw unknownForNow }
        }
        #expect(attempts == 3)
    }

    @Test func `is given up when its name stays unknown`() async throws {
        await #expect(throws: PostgresError.self) {
            try await Database.reach(within: .zero, pause: .zero) { throw unknownForNow }
        }
    }

    @Test(arguments: ["Name or service not known", "Connection refused"])
    func `is not tried again when something else is wrong`(reason: String) async throws {
        var attempts = 0
        await #expect(throws: PostgresError.self) {
            try await Database.reach(within: .seconds(60), pause: .zero) {
                attempts += 1
                throw PostgresError(.connectionLost, reason)
            }
        }
        #expect(attempts == 1)
    }
}
