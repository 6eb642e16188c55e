import Pipeline
import Postgres
import TestKit
import Testing

@testable import Shouwen

@Suite("A webhook")
struct WebhookTests {
    @Test func `is made for departments that exist, and no others`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            try await database.pool.transaction { session in
                try session.execute("INSERT INTO department (code, name_zh, name_en) VALUES ('care', '客户关怀部', 'Care')")
                try WebhookCommands.check(department: "care", in: session)
            }
            await #expect(throws: UsageError.self) {
                try await database.pool.read { try WebhookCommands.check(department: "logistic", in: $0) }
            }
        }
    }
}
