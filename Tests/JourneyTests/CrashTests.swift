import Pipeline
import Postgres
import TestKit
import Testing

extension Journeys {
    @Suite("A crash", .timeLimit(.minutes(6)))
    struct CrashTests {
        private static let texts = [
            "收到的杯子碎了，要求退货", "快递三天没动了", "登录不了，收不到验证码", "我被重复扣款两次",
            "优惠券用不了", "The app crashes whenever I open it", "账户被盗了，有一笔不是我买的", "希望增加深色模式",
        ]

        /// Two hundred tickets come in eight waves; in the middle of each but the last, one service is killed.
        @Test func `of any one service loses nothing and doubles nothing`() async throws {
            try await withDatabase(migrations: Migrations.all) { database in
                try await RunningSystem.with(database: database.url) { system in
                    var receipts: [String: Receipt] = [:]
                    for wave in 0..<8 {
                        async let handedIn = handIn(wave * 25..<wave * 25 + 25, system)
                        if wave < RunningSystem.services.count {
                            try await eventually("the wave has begun") {
                                try await database.pool.count("SELECT count(*) FROM ticket") >= wave * 25 + 5
                            }
                            try await system.crash(RunningSystem.services[wave])
                        }
                        receipts.merge(try await handedIn) { $1 }
                    }
                    try await Journeys.expectRestWithoutViolations(database.pool)
                    try await expectEachOnce(receipts, database.pool)
                }
            }
        }

        private func handIn(_ numbers: Range<Int>, _ system: RunningSystem) async throws -> [String: Receipt] {
            try await withThrowingTaskGroup(of: (String, Receipt).self) { group in
                for number in numbers {
                    group.addTask {
                        let text = "\(Self.texts[number % Self.texts.count]) #\(number)"
                        return ("key-\(number)", try await system.handIn(text, key: "key-\(number)"))
                    }
                }
                return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
        }

        private func expectEachOnce(_ receipts: [String: Receipt], _ pool: Pool) async throws {
            #expect(receipts.count == 200)
            #expect(Set(receipts.values.map(\.id)).count == 200)
            #expect(try await pool.count("SELECT count(*) FROM ticket") == 200)
            let stored = try await pool.read { session in
                let rows = try session.query("SELECT key, number FROM idempotency_key")
                return try Dictionary(
                    uniqueKeysWithValues: rows.map {
                        (try $0["key", as: String.self], try $0["number", as: String.self])
                    }
                )
            }
            #expect(stored == receipts.mapValues(\.number))
            for type in ["received", "classified", "routed"] {
                let name = "shouwen.ticket.\(type).v1"
                #expect(try await pool.count("SELECT count(*) FROM ticket_event WHERE type = \(name)") == 200)
            }
            let acceptances = try await pool.count(
                """
                SELECT count(*) FROM ticket_event
                WHERE type = 'shouwen.ticket.promised.v1' AND data::jsonb ->> 'clock' = 'acceptance'
                """
            )
            #expect(acceptances == 200)
            // Everybody who has to do with a hand-off was told of it.
            let untold = try await pool.count(
                """
                SELECT count(*) FROM ticket_event AS event WHERE type = 'shouwen.ticket.routed.v1' AND NOT EXISTS (
                    SELECT FROM notifier.notice WHERE event_id = event.ticket_id || ':' || event.seq)
                """
            )
            #expect(untold == 0)
        }
    }
}
