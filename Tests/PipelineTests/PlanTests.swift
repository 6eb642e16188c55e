import Pipeline
import Postgres
import TestKit
import Testing

@Suite("The plans of a service's statements") struct PlanTests {
    @Test func `look tickets up by their key while the table is still as good as empty`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let pool = Pool(
                try Settings(environment: ["DATABASE_URL": database.url]).keyedDatabase(applicationName: "plans")
            )
            let plan = try await pool.read { session in
                try session.query(
                    "EXPLAIN SELECT * FROM ticket WHERE id = ANY('{01a21bb4-c2c8-7bff-9a98-921a9ada01c1}')"
                ).map { try $0["QUERY PLAN", as: String.self] }.joined(separator: "\n")
            }
            await pool.close()
            #expect(plan.contains("ticket_pkey"), "\(plan)")
            #expect(!plan.contains("JIT"), "\(plan)")
        }
    }
}
