import Postgres
import TestKit
import Testing

private let shelf = Migration(name: "0001-shelf", sql: "CREATE TABLE shelf (id int)")

@Suite("A database per test")
struct TestDatabaseTests {
    private func count(_ database: TestDatabase) async throws -> Int {
        try await database.pool.read { session in try session.query("SELECT * FROM shelf").count }
    }

    @Test func `two tests do not see each other, and share the schema`() async throws {
        try await withDatabase(migrations: [shelf]) { one in
            try await withDatabase(migrations: [shelf]) { other in
                _ = try await one.pool.read { session in try session.execute("INSERT INTO shelf VALUES (1)") }
                #expect(try await count(one) == 1)
                #expect(try await count(other) == 0)
            }
        }
    }

    @Test func `a database is gone after its test, also after one that failed`() async throws {
        struct Failure: Error {}
        let log = Log()
        _ = try await #require(throws: Failure.self) {
            try await withDatabase { database in
                log.note(database.name)
                throw Failure()
            }
        }
        try await withDatabase { database in
            let left = try await database.pool.read { session in
                try session.query("SELECT 1 FROM pg_database WHERE datname = ANY(\(log.all))").count
            }
            #expect(left == 0)
        }
    }

    @Test func `what a killed run left behind is cleared away, what runs is kept`() async throws {
        try await withDatabase(migrations: [shelf]) { database in
            let orphan = "shouwen_test_1_1"
            try await database.pool.read { session in
                guard try session.query("SELECT 1 FROM pg_database WHERE datname = \(orphan)").isEmpty else { return }
                try session.script("CREATE DATABASE \(orphan)")
            }
            try await TestServer.shared().dropDeadRuns()
            let left = try await database.pool.read { session in
                try session.query("SELECT 1 FROM pg_database WHERE datname = \(orphan)").count
            }
            #expect(left == 0)
            #expect(try await count(database) == 0)
        }
    }
}
