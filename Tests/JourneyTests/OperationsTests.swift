import FoundationEssentials
import Glibc
import HTTP
import Kafka
import Pipeline
import Postgres
import Processes
import TestKit
import Testing
import Tickets

extension Journeys {
    /// What those see who run it: figures for alerts and dashboards, and what the doctor says.
    @Suite("Those who run it", .timeLimit(.minutes(4)))
    struct OperationsTests {
        @Test func `see every figure that alerts and dashboards ask for, and are told what is wrong`() async throws {
            try await withDatabase(migrations: Migrations.all) { database in
                try await RunningSystem.with(database: database.url) { system in
                    let receipt = try await system.handIn("收到的高压锅盖子是裂的，要求退款", key: "one")
                    try await Journeys.expectRestWithoutViolations(database.pool)
                    let healthy = try await system.operate(["doctor", "--json"])
                    #expect(healthy.contains(#""well" : true"#) && !healthy.contains(#""well" : false"#))

                    try await disturb(system, receipt, database.pool)
                    try await expectEveryFigure(system)
                    let complaint = await #expect(throws: ProcessFailure.self) { try await system.operate(["doctor"]) }
                    for ill in [
                        "router set 1 aside", "ticket.events.dlq got", "webhook", "exit code 1", "problem(s) found",
                    ] {
                        #expect(complaint?.description.contains(ill) == true, "the doctor does not say: \(ill)")
                    }
                    try await expectDeadRelay(system)
                }
            }
        }

        /// Somebody looks at the board; a webhook that nobody answers, a record that is no event, an action of a bot, and a ticket that is parked.
        private func disturb(_ system: RunningSystem, _ receipt: Receipt, _ pool: Pool) async throws {
            let port = try FreePorts.pick(1)[0]
            try await system.operate(["webhook", "create", "--url", "http://127.0.0.1:\(port)/hook"])
            let action = """
                {"specversion": "1.0", "id": "1", "source": "/bots/one", "type": "shouwen.action.note.v1",
                 "subject": "\(receipt.number)", "data": {"by": "bot", "text": "seen"}}
                """
            let producer = try KafkaProducer(
                KafkaConfiguration(bootstrapServers: system.broker.servers, clientID: "journey")
            )
            let deliveries = try await producer.publish([
                OutgoingRecord(topic: Topic.ticketEvents, key: nil, value: Array("no event".utf8)),
                OutgoingRecord(topic: "department.after-sales.actions", key: nil, value: Array(action.utf8)),
            ])
            await producer.close()
            #expect(deliveries.allSatisfy { $0.isAcknowledged })
            _ = try await system.handIn("快递三天没动了", key: "two")
            #expect(try await system.get("\(system.address(of: "desk"))/").status == 200)
            _ = try await pool.transaction { session in
                try session.execute(
                    """
                    INSERT INTO parked (consumer, ticket_id, seq, type, reason)
                    VALUES ('router', \(receipt.id), 1, 'shouwen.ticket.received.v1', 'for this journey')
                    """
                )
            }
            try await eventually("the webhook is spared", within: .seconds(60)) {
                try await pool.count("SELECT count(*) FROM notifier.webhook WHERE open_until IS NOT NULL") == 1
            }
        }

        private func expectEveryFigure(_ system: RunningSystem) async throws {
            let list = try MetricsList()
            #expect(list.entries.count > 100)
            var missing = Set(list.entries)
            // Clients of Kafka tell of themselves every ten seconds, and work in hand shows while it is in hand.
            try? await eventually("every figure is shown", within: .seconds(60)) {
                for service in RunningSystem.services {
                    missing.subtract(list.found(in: try await system.metrics(of: service), of: service))
                }
                return missing.isEmpty
            }
            #expect(missing == [])
        }

        private func expectDeadRelay(_ system: RunningSystem) async throws {
            system.child("relay")?.signal(SIGKILL)
            await system.child("relay")?.ended()
            _ = try await system.handIn("发票抬头写错了", key: "three")
            let complaint = await #expect(throws: ProcessFailure.self) { try await system.operate(["doctor"]) }
            for ill in ["relays: start relay", "relay: start relay", "outbox: start relay", "is down"] {
                #expect(complaint?.description.contains(ill) == true, "the doctor does not say: \(ill)")
            }
            try await system.start("relay")
        }
    }
}
