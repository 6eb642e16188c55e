import FoundationEssentials
import HTTP
import Kafka
import Pipeline
import Postgres
import TestKit
import Testing
import Tickets

@Suite("The journey of a ticket", .serialized) struct JourneyTests {
    @Test func `leads from a customer's message to a department, and back by its bot`() async throws {
        try await Town.with { town in
            let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            let answer = try await town.post("昨天收到的杯子碎了，要求退款", key: "a", headers: ["traceparent": trace])
            #expect(answer.status == 201)
            let id = try ticketID(answer)
            let ticket = try await routed(id, in: town)
            #expect(ticket.category == .damage)
            #expect(ticket.department?.rawValue == "after-sales")
            try await eventually("the acceptance is promised") { try await read(id, in: town)?.acceptanceDueAt != nil }
            let page = String(decoding: try await town.get("desk", "/?lang=zh").body, as: UTF8.self)
            #expect(page.contains(ticket.number.description))
            #expect(page.contains("售后部"))
            let feed = String(decoding: try await town.get("desk", "/v1/events").body, as: UTF8.self)
            #expect(feed.contains(#""type":"shouwen.ticket.routed.v1""#))
            #expect(feed.contains("00-0af7651916cd43dd8448eb211c80319c-"))
            try await acceptAndResolve(id, in: town)
            let resolved = try #require(try await read(id, in: town))
            #expect(resolved.stage == .answered)
            #expect(resolved.owner == ticket.owner)
            #expect(try await Invariants.broken(town.database.pool) == [])
        }
    }

    /// The department's bot takes the ticket and solves it; it says everything twice, as bots do.
    private func acceptAndResolve(_ id: TicketID, in town: Town) async throws {
        let configuration = KafkaConfiguration(bootstrapServers: town.broker.bootstrapServers, clientID: "bot")
        let producer = try KafkaProducer(configuration)
        let accept = action("accept", id, #"{"by":"returns-bot"}"#)
        let resolve = action("resolve", id, #"{"by":"returns-bot","text":"已退款"}"#)
        let deliveries = try await producer.publish([accept, accept, resolve, resolve])
        #expect(deliveries.filter(\.isAcknowledged).count == 4)
        await producer.close()
        try await eventually("the bot's answer is there") { try await read(id, in: town)?.resolvedAt != nil }
        let types = try await town.database.pool.read { session in
            try Journal.rows(of: id, in: session).map(\.type)
        }
        #expect(types.filter { $0 == EventType.accepted.rawValue }.count == 1)
        #expect(types.filter { $0 == EventType.resolved.rawValue }.count == 1)
    }

    private func action(_ name: String, _ id: TicketID, _ data: String) -> OutgoingRecord {
        let json =
            #"{"specversion":"1.0","id":"\#(name)-1","source":"/bots/returns","type":"shouwen.action.\#(name).v1","#
            + #""subject":"\#(id)","data":\#(data)}"#
        return OutgoingRecord(
            topic: "department.after-sales.actions",
            key: Array(id.description.utf8),
            value: Array(json.utf8)
        )
    }

    @Test func `begins while Kafka is away, and goes on when it is back`() async throws {
        try await Town.with(.embedded) { town in
            _ = try await routed(try ticketID(try await town.post("怎么开发票", key: "first")), in: town)
            try await town.broker.goDown()
            let answers = try await withThrowingTaskGroup(of: ClientResponse.self) { group in
                for number in 0..<5 {
                    group.addTask { try await town.post("快递三天没更新了，是不是丢了 \(number)", key: "\(number)") }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.map(\.status) == Array(repeating: 201, count: 5))
            try await town.broker.comeBack()
            for answer in answers { _ = try await routed(try ticketID(answer), in: town, within: .seconds(90)) }
            #expect(try await Invariants.broken(town.database.pool) == [])
        }
    }

    @Test func `survives the killing of any service in the middle of two hundred`() async throws {
        try await Town.with { town in
            var ids: Set<TicketID> = []
            for (turn, service) in Town.services.shuffled().enumerated() {
                let before = try await count("SELECT count(*) AS count FROM ticket", in: town)
                let posting = Task { try await post(turn, in: town) }
                try await eventually("messages are being taken", within: .seconds(60)) {
                    try await count("SELECT count(*) AS count FROM ticket", in: town) > before
                }
                try await town.kill(service)
                try await town.start(service)
                ids.formUnion(try await posting.value)
            }
            #expect(ids.count == 203)
            try await eventually("all are routed and promised", within: .seconds(120)) {
                try await waiting(in: town) == 0
            }
            try await eventually("the outbox is empty", within: .seconds(60)) {
                try await count("SELECT count(*) AS count FROM outbox", in: town) == 0
            }
            #expect(try await count("SELECT count(*) AS count FROM ticket", in: town) == 203)
            #expect(try await Invariants.broken(town.database.pool) == [])
        }
    }

    /// Hands in 29 messages, a few at once.
    private func post(_ turn: Int, in town: Town) async throws -> [TicketID] {
        try await withThrowingTaskGroup(of: [TicketID].self) { group in
            for worker in 0..<4 {
                group.addTask {
                    var ids: [TicketID] = []
                    for number in stride(from: worker, to: 29, by: 4) {
                        ids.append(try await insist("收到的花瓶碎了 \(turn) \(number)", key: "\(turn)-\(number)", in: town))
                    }
                    return ids
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// A client as it should be: it asks again with the same key until it has an answer.
    private func insist(_ text: String, key: String, in town: Town) async throws -> TicketID {
        var id: TicketID?
        try await eventually("\(key) is accepted", within: .seconds(120)) {
            guard let answer = try? await town.post(text, key: key), answer.status == 201 else { return false }
            id = try ticketID(answer)
            return true
        }
        return try #require(id)
    }

    /// Tickets that lack a department or one of their two promises.
    private func waiting(in town: Town) async throws -> Int {
        try await count(
            """
            SELECT count(*) AS count FROM ticket
            WHERE department IS NULL OR first_response_due_at IS NULL OR acceptance_due_at IS NULL
            """,
            in: town
        )
    }

    // MARK: Looking

    private func count(_ sql: SQL, in town: Town) async throws -> Int {
        try await town.database.pool.read { session in try session.query(sql)[0]["count", as: Int.self] }
    }

    private func read(_ id: TicketID, in town: Town) async throws -> Ticket? {
        try await town.database.pool.read { session in try Journal.read([id], in: session)[id] }
    }

    private func routed(_ id: TicketID, in town: Town, within limit: Duration = .seconds(30)) async throws -> Ticket {
        try await eventually("the ticket is routed", within: limit) { try await read(id, in: town)?.department != nil }
        return try #require(try await read(id, in: town))
    }

    private func ticketID(_ answer: ClientResponse) throws -> TicketID {
        struct Body: Decodable {
            let id: TicketID
        }
        return try JSONDecoder().decode(Body.self, from: Data(answer.body)).id
    }
}
