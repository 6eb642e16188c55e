import FoundationEssentials
import Pipeline
import Postgres
import Telemetry
import TestKit
import Testing

@testable import Shouwen

@Suite("The doctor, on the database,", .timeLimit(.minutes(2)))
struct DoctorOnDatabaseTests {
    @Test func `says that PostgreSQL is down, and still looks at the rest`() async throws {
        let port = try FreePorts.pick(1)[0]
        let settings = try Settings(environment: [
            "DATABASE_URL": "postgres://a:b@127.0.0.1:\(port)/c", "KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:\(port)",
        ])
        let ills = try await Doctor(settings).examine().filter { !$0.isWell }
        #expect(ills.map(\.what) == ["PostgreSQL", "Kafka", "services"])
        #expect(ills.first?.runbook == "DatabaseFailing")
    }

    @Test func `names the migrations that are pending`() async throws {
        try await Surgery.with(migrations: Migrations.all.dropLast()) { surgery in
            let schema = try #require(try await surgery.ills()["schema"])
            let newest = try #require(Migrations.all.last).name
            #expect(schema.finding.contains(newest) && schema.remedy == "run: shouwen migrate")
        }
        try await Surgery.with { surgery in
            let ills = try await surgery.ills()
            #expect(ills["schema"] == nil)
        }
    }

    @Test func `says that no relay runs while the outbox grows, and is content when one does`() async throws {
        try await Surgery.with { surgery in
            try await surgery.pool.receive(1...3)
            let ills = try await surgery.ills()
            #expect(ills["relays"]?.remedy == "start relay")
            #expect(ills["outbox"]?.finding.hasPrefix("3 rows wait, the oldest") == true)
            let growing = try await surgery.pool.read { session in
                try OutboxExamination.findings(in: session, waitingBefore: 1)
            }
            #expect(
                growing.contains { $0.what == "outbox" && !$0.isWell && $0.finding.contains("3 rows wait, growing") }
            )

            let connection = try await Connection.open(surgery.database.configuration)
            try await connection.read { session in try RelayPresence.join(in: session) }
            let withRelay = try await surgery.ills()
            #expect(withRelay["relays"] == nil && withRelay["outbox"] == nil)
            _ = try await surgery.pool.transaction { session in
                try session.execute("UPDATE outbox SET created_at = now() - interval '1 minute'")
            }
            #expect(try await surgery.ills()["outbox"]?.remedy?.contains("what relay logs") == true)
            await connection.close()
        }
    }

    @Test func `names a message that Kafka refused, and how to heal it`() async throws {
        try await Surgery.with { surgery in
            try await surgery.pool.receive(1...1)
            _ = try await surgery.pool.transaction { session in
                try session.execute("UPDATE outbox SET refused = 'MSG_SIZE_TOO_LARGE'")
            }
            let ills = try await surgery.ills()
            #expect(ills["refused messages"]?.finding.contains("MSG_SIZE_TOO_LARGE") == true)
            #expect(ills["refused messages"]?.remedy?.contains("shouwen parked retry relay outbox:") == true)
            #expect(ills["outbox"] == nil, "a refused row waits for a person, not for the relay")
        }
    }

    @Test func `names the ticket that is parked, by whom and why`() async throws {
        try await Surgery.with { surgery in
            #expect(try await surgery.ills()["parked tickets"] == nil)
            try await surgery.pool.receive(1...1)
            _ = try await surgery.pool.transaction { session in
                try session.execute(
                    """
                    INSERT INTO parked (consumer, ticket_id, seq, type, reason)
                    SELECT 'router', id, 1, 'shouwen.ticket.received.v1', 'no department has the code x' FROM ticket
                    """
                )
            }
            let parked = try #require(try await surgery.ills()["parked tickets"])
            #expect(parked.finding.contains("router set 1 aside") && parked.finding.contains("code x"))
            #expect(parked.remedy?.contains("shouwen parked retry router SW-") == true)
        }
    }

    @Test(arguments: [-700_000, 700_000])
    func `says by how much the clocks differ`(microseconds: Int64) async throws {
        try await Surgery.with { surgery in
            let off = try await surgery.ills { WallClock.microseconds() - microseconds }["clocks"]
            let finding = try #require(off).finding
            #expect(finding.contains(microseconds > 0 ? "ahead of" : "behind"))
            #expect(try await surgery.ills { WallClock.microseconds() - microseconds / 2 }["clocks"] == nil)
        }
    }

    @Test func `names a webhook that fails and one that is disabled, without the secrets of their addresses`()
        async throws
    {
        try await Surgery.with { surgery in
            let (failing, disabled, fine) = (UUID(), UUID(), UUID())
            _ = try await surgery.pool.transaction { session in
                try session.execute(
                    """
                    INSERT INTO notifier.webhook
                        (id, url, secret, failures, open_until, disabled_at, disabled_reason)
                    VALUES (\(failing), 'https://one.example/hook?key=xyz', 's', 7, now() + interval '1 minute', NULL, NULL),
                        (\(disabled), 'https://two.example/hook', 's', 0, NULL, now(), 'it answered 410'),
                        (\(fine), 'https://three.example/hook', 's', 1, NULL, NULL, NULL)
                    """
                )
            }
            let ills = try await surgery.ills().filter { $0.key.hasPrefix("webhook") }
            #expect(ills.count == 2)
            let open = try #require(ills["webhook \(failing.uuidString.lowercased())"]).finding
            #expect(open.contains("https://one.example failed 7 times") && !open.contains("xyz"))
            let gone = try #require(ills["webhook \(disabled.uuidString.lowercased())"]).finding
            #expect(gone.contains("disabled: it answered 410"))
        }
    }
}
