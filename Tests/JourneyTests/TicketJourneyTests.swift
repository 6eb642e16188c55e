import FoundationEssentials
import HTTP
import Kafka
import Pipeline
import Postgres
import Processes
import Telemetry
import TestKit
import Testing
import Tickets

extension Journeys {
    @Suite("A ticket", .timeLimit(.minutes(4)))
    struct TicketJourneyTests {
        private let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        private let traceID = "0af7651916cd43dd8448eb211c80319c"

        @Test func `travels from the customer to the department, its bot and back`() async throws {
            try await withDatabase(migrations: Migrations.all) { database in
                try await RunningSystem.with(database: database.url) { system in
                    try await WebhookReceiver.with { receiver, url in
                        let secret = try await subscribe(url, system)
                        let receipt = try await system.handIn("收到的高压锅盖子是裂的，要求退款", key: "one", trace: trace)
                        let events = try await promised(receipt, system)
                        #expect(events.allSatisfy { $0.trace?.contains(traceID) == true })
                        try await expectOnBoard(receipt, system, database.pool)
                        try await expectTold(receiver, secret)
                        try await expectSnapshot(receipt, system)
                        try await letBotWork(receipt, system, database.pool)
                        try await expectAnswered(receipt, system)
                        try await Journeys.expectRestWithoutViolations(database.pool)
                    }
                    let endings = await system.stop()
                    #expect(endings.filter { $0.value != .exited(0) } == [:])
                    #expect(system.complaints.filter { !$0.contains(#""level":"warning""#) } == [])
                }
            }
        }

        private func subscribe(_ url: String, _ system: RunningSystem) async throws -> String {
            let output = try await system.operate(["webhook", "create", "--url", url, "--events", "received,routed"])
            let line = output.split(separator: "\n").first { $0.hasPrefix("whsec_") }
            return String(try #require(line))
        }

        /// Waits until the feed shows both promises, and answers everything it shows of the ticket.
        private func promised(_ receipt: Receipt, _ system: RunningSystem) async throws -> [TicketEvent] {
            var events: [TicketEvent] = []
            try await eventually("the ticket is received, classified, routed and promised", within: .seconds(30)) {
                events = try await system.feed(of: receipt.id)
                let clocks = events.compactMap { event in
                    if case .promised(let promise) = event.fact { promise.clock } else { nil }
                }
                return Set(clocks) == [.firstResponse, .acceptance]
            }
            let types = events.compactMap(\.fact.type)
            #expect(types.first == .received)
            #expect(types.count { $0 == .classified } == 1)
            #expect(types.count { $0 == .routed } == 1)
            #expect(events.map(\.seq) == Array(1...events.count))
            #expect(Ticket.folded(events)?.department?.rawValue == "after-sales")
            return events
        }

        private func expectOnBoard(_ receipt: Receipt, _ system: RunningSystem, _ pool: Pool) async throws {
            let names = try await pool.read { session in
                let row = try session.query(
                    """
                    SELECT owner.name AS owner, worker.name AS worker FROM ticket
                    JOIN person AS owner ON 'person:' || owner.code = ticket.owner
                    JOIN person AS worker ON worker.code = ticket.assignee WHERE ticket.id = \(receipt.id)
                    """
                )[0]
                return [try row["owner", as: String.self], try row["worker", as: String.self]]
            }
            let page = try await system.get("\(system.address(of: "desk"))/?lang=zh")
            #expect(page.status == 200)
            let html = String(decoding: page.body, as: UTF8.self)
            for text in [receipt.number, "售后部"] + names { #expect(html.contains(text), "the board lacks \(text)") }
        }

        private func expectTold(_ receiver: WebhookReceiver, _ secret: String) async throws {
            for type in ["shouwen.ticket.received.v1", "shouwen.ticket.routed.v1"] {
                try await eventually("the webhook is told of \(type)") { !receiver.told(type).isEmpty }
                for request in receiver.told(type) {
                    #expect(WebhookReceiver.isSigned(request, with: secret))
                    #expect(!WebhookReceiver.isSigned(request, with: "whsec_AAAA"))
                    #expect(request.headers["traceparent"]?.contains(traceID) == true)
                }
            }
        }

        private func expectSnapshot(_ receipt: Receipt, _ system: RunningSystem) async throws {
            let consumer = try KafkaConsumer(
                KafkaConfiguration(bootstrapServers: system.broker.servers, clientID: "bot"),
                group: "bot-of-after-sales",
                topics: ["department.after-sales.tickets"]
            )
            var snapshot: String?
            while snapshot == nil {
                for record in try await consumer.next(atMost: 100) {
                    let text = String(decoding: record.value ?? [], as: UTF8.self)
                    if text.contains(#""change":"routed""#) { snapshot = text }
                }
            }
            await consumer.close()
            let text = try #require(snapshot)
            for part in [receipt.id.description, receipt.number, traceID, #""department":"after-sales""#] {
                #expect(text.contains(part), "the snapshot lacks \(part)")
            }
        }

        /// The bot accepts and resolves, and says everything twice.
        private func letBotWork(_ receipt: Receipt, _ system: RunningSystem, _ pool: Pool) async throws {
            let producer = try KafkaProducer(
                KafkaConfiguration(bootstrapServers: system.broker.servers, clientID: "bot")
            )
            let actions = ["accept", "resolve"].map { action in
                OutgoingRecord(
                    topic: "department.after-sales.actions",
                    key: Array(receipt.id.description.utf8),
                    value: Array(
                        (#"{"specversion":"1.0","id":"\#(action)-1","source":"/bot","subject":"\#(receipt.number)","#
                            + #""type":"shouwen.action.\#(action).v1","data":{"by":"bot","text":"已补发"}}"#).utf8
                    )
                )
            }
            let deliveries = try await producer.publish(actions + actions)
            await producer.close()
            #expect(deliveries.allSatisfy { $0.isAcknowledged })
            try await eventually("the ticket is resolved") {
                try await pool.count("SELECT count(*) FROM ticket WHERE stage = 'answered'") == 1
            }
        }

        private func expectAnswered(_ receipt: Receipt, _ system: RunningSystem) async throws {
            var types: [EventType] = []
            try await eventually("the feed shows the answer") {
                types = try await system.feed(of: receipt.id).compactMap(\.fact.type)
                return types.contains(.resolved)
            }
            #expect(types.count { $0 == .accepted } == 1)
            #expect(types.count { $0 == .resolved } == 1)
            let progress = try await system.get(receipt.progressURL)
            #expect(progress.status == 200)
            #expect(String(decoding: progress.body, as: UTF8.self).contains(receipt.number))
        }
    }
}
