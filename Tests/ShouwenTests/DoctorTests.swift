import Pipeline
import TestKit
import Testing

@testable import Shouwen

@Suite("The doctor")
struct DoctorTests {
    @Test func `says what it found of PostgreSQL when nobody said where Kafka is`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let findings = try await Doctor(Settings(environment: ["DATABASE_URL": database.url])).examine()
            #expect(findings.first { $0.what == "schema" }?.isWell == true)
            let kafka = try #require(findings.last)
            #expect(kafka.what == "Kafka" && !kafka.isWell)
            #expect(kafka.finding.contains("KAFKA_BOOTSTRAP_SERVERS is not set"))
        }
    }
}
