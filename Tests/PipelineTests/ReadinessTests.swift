import HTTP
import Postgres
import Telemetry
import TestKit
import Testing

@testable import Pipeline

@Suite("Readiness") struct ReadinessTests {
    @Test func `comes with the last preparation, and not a second later`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let settings = try Settings(environment: ["DATABASE_URL": database.url])
            let service = try ServiceContext(name: "router", settings: settings, logger: .silent)
            let readiness = Readiness(service)
            service.prepares("joining the consumer group router")

            let early = await readiness.response()
            #expect(early.status == 503)

            service.isPrepared("joining the consumer group router")
            #expect(await readiness.response().status == 200)
            await service.pool.close()
        }
    }
}
