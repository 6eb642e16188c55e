import FoundationEssentials
import HTTP
import Postgres
import Processes
import TestKit
import Testing

extension Journeys {
    @Suite("Without a database", .timeLimit(.minutes(4)))
    struct DatabaseOutageTests {
        @Test func `customers are asked to come back, and nobody has to restart anything`() async throws {
            try await PrivateCluster.with { cluster in
                let pool = Pool(try PostgresConfiguration(url: cluster.url))
                try await RunningSystem.with(database: cluster.url) { system in
                    let pids = RunningSystem.services.map { system.child($0)?.id }
                    let first = try await system.handIn("收到的杯子碎了", key: "before")
                    try await Journeys.expectRestWithoutViolations(pool)

                    try await cluster.stop()
                    for number in 1...3 { try await expectRefusal(system, "away-\(number)") }
                    try await cluster.start()

                    let second = try await system.handIn("收到的杯子碎了", key: "away-1")
                    #expect(first.id != second.id)
                    try await eventually("both are routed", within: .seconds(60)) {
                        try await pool.count("SELECT count(*) FROM ticket WHERE hand_offs = 1") == 2
                    }
                    try await Journeys.expectRestWithoutViolations(pool)
                    for service in RunningSystem.services { try await system.untilReady(service) }
                    #expect(RunningSystem.services.map { system.child($0)?.id } == pids)
                }
                await pool.close()
            }
        }

        private func expectRefusal(_ system: RunningSystem, _ key: String) async throws {
            let began = ContinuousClock.now
            let answer = try await system.post("收到的杯子碎了", key: key)
            #expect(.now - began < .seconds(10))
            #expect(answer.status == 503)
            #expect(answer.headers["Content-Type"]?.hasPrefix("application/problem+json") == true)
            let wait = try #require(answer.headers["Retry-After"])
            #expect(Int(wait).map { $0 > 0 } == true)
        }
    }
}
