import HTTP
import Pipeline
import Postgres
import TestKit
import Testing

extension Journeys {
    @Suite("Without a broker", .timeLimit(.minutes(4)))
    struct BrokerOutageTests {
        @Test func `tickets are taken in, and travel on when it is back`() async throws {
            try await withDatabase(migrations: Migrations.all) { database in
                try await RunningSystem.with(database: database.url) { system in
                    _ = try await system.handIn("快递三天没动了", key: "before")
                    try await Journeys.expectRestWithoutViolations(database.pool)

                    try await system.broker.goAway()
                    for number in 1...20 {
                        let answer = try await system.post("快递三天没动了，单号 \(number)", key: "away-\(number)")
                        #expect(answer.status == 201)
                    }
                    #expect(try await database.pool.count("SELECT count(*) FROM outbox") >= 20)

                    try await system.broker.comeBack()
                    _ = try await system.handIn("快递三天没动了", key: "after")
                    try await eventually("all are routed", within: .seconds(90)) {
                        try await database.pool.count("SELECT count(*) FROM ticket WHERE hand_offs = 1") == 22
                    }
                    try await Journeys.expectRestWithoutViolations(database.pool)
                }
            }
        }
    }
}
