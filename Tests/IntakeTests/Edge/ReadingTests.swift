import HTTP
import Pipeline
import Postgres
import Testing
import TestKit
import Tickets

@testable import Intake

@Suite("Reading a ticket")
struct ReadingTests {
    @Test func `a source reads its own ticket by id and number, with what is public`() async throws {
        try await withDoor { door in
            let token = try await door.token()
            let receipt = try await door.post(message(), token).decoded(ReceiptDocument.self)
            try await door.work(on: receipt.id)
            for name in [receipt.id, receipt.number, receipt.number.lowercased()] {
                let answer = try await door.get("/v1/tickets/\(name)", token)
                #expect(answer.status == 200)
                let ticket = try answer.decoded(TicketDocument.self)
                #expect(ticket.id == receipt.id && ticket.stage == "answered" && ticket.department == "after-sales")
                #expect(ticket.history.map(\.what) == ["received", "routed", "progressed", "asked", "resolved"])
                #expect(ticket.history.map(\.seq) == [1, 2, 4, 5, 6])
                #expect(!String(decoding: answer.body, as: UTF8.self).contains("内部"))
                #expect(!String(decoding: answer.body, as: UTF8.self).contains("li.na"))
            }
        }
    }

    @Test func `another source's ticket is not there`() async throws {
        try await withDoor { door in
            let receipt = try await door.post(message(), try await door.token()).decoded(ReceiptDocument.self)
            let stranger = try await door.token(.app, source: "shop-app")
            for name in [receipt.id, receipt.number, "0192d3c0-0000-7000-8000-000000000000", "nonsense", "SW-1-1"] {
                #expect(try await door.get("/v1/tickets/\(name)", stranger).problem.status == 404)
                #expect(try await door.get("/v1/tickets/\(name)").problem.status == 401)
            }
        }
    }

    @Test func `a customer follows the link and sees no names and notes`() async throws {
        try await withDoor { door in
            try await door.sql { session in
                try session.execute(
                    "INSERT INTO department (code, name_zh, name_en) VALUES ('after-sales', '售后部', 'After-sales')"
                )
            }
            let receipt = try await door.post(message(), try await door.token()).decoded(ReceiptDocument.self)
            let path = String(receipt.progress_url.dropFirst("https://help.example.com".count))
            let before = try await door.get(path).decoded(ProgressDocument.self)
            #expect(before.number == receipt.number && before.status == "waiting" && before.department == nil)
            #expect(before.stage == .init(zh: "受理", en: "Received"))
            try await door.work(on: receipt.id)
            let answer = try await door.get(path)
            let after = try answer.decoded(ProgressDocument.self)
            #expect(after.stage == .init(zh: "反馈", en: "Answered"))
            #expect(after.department == .init(zh: "售后部", en: "After-sales"))
            #expect(after.answers.map(\.text) == ["我们在查", "杯子是哪一天收到的？", "新杯子已寄出"])
            #expect(!String(decoding: answer.body, as: UTF8.self).contains("内部"))
            #expect(!String(decoding: answer.body, as: UTF8.self).contains("li.na"))
        }
    }

    @Test func `a forged, cut, foreign or outdated link leads nowhere`() async throws {
        try await withDoor { door in
            let receipt = try await door.post(message(), try await door.token()).decoded(ReceiptDocument.self)
            let id = try #require(TicketID(receipt.id))
            let at = try #require(Instant(receipt.received_at))
            let token = door.links.tokens.token(for: id, receivedAt: at)
            #expect(receipt.progress_url.hasSuffix("/t/" + token))
            let foreign = ProgressTokens(secret: [UInt8](repeating: 1, count: 32), lifetime: .seconds(3600))
            let outdated = door.links.tokens.token(for: id, receivedAt: at - .seconds(181 * 86400))
            let changed = (token.hasPrefix("A") ? "B" : "A") + token.dropFirst()
            let unknown = door.links.tokens.token(for: TicketID(at: at, random: (1, 2)), receivedAt: at)
            let wrong = [
                foreign.token(for: id, receivedAt: at), outdated, changed, String(token.dropLast()), token + "A",
                unknown,
                receipt.id,
            ]
            for wrong in wrong { #expect(try await door.get("/t/\(wrong)").problem.status == 404, "\(wrong)") }
            #expect(try await door.get("/t/\(token)").status == 200)
        }
    }

    @Test func `a link ends to the minute`() {
        let tokens = ProgressTokens(secret: [UInt8](repeating: 7, count: 32), lifetime: .seconds(3600))
        let id = TicketID(at: Instant(seconds: 0), random: (3, 4))
        let token = tokens.token(for: id, receivedAt: Instant(seconds: 1_800_000_000))
        #expect(token.utf8.count == 48)
        #expect(tokens.ticket(of: token, at: Instant(seconds: 1_800_003_599)) == id)
        #expect(tokens.ticket(of: token, at: Instant(seconds: 1_800_003_600)) == nil)
    }
}

extension Door {
    /// What departments do with a ticket, with notes and names among it.
    func work(on id: String) async throws {
        let id = try #require(TicketID(id))
        let by = Actor(department: DepartmentCode(rawValue: "after-sales"), name: "li.na")
        let facts: [TicketFact] = [
            .routed(
                Routed(
                    department: by.department,
                    owner: .queue(.frontline),
                    assignee: PersonCode(rawValue: "li.na"),
                    handOff: 1,
                    reason: "内部: 类别"
                )
            ),
            .noted(Noted(by: by, text: "内部: 客户很生气")),
            .progressed(Progressed(by: by, text: "我们在查", isPublic: true)),
            .asked(Asked(by: by, text: "杯子是哪一天收到的？")),
            .resolved(Resolved(by: by, answer: "新杯子已寄出")),
            .progressed(Progressed(by: by, text: "内部: 已入账", isPublic: false)),
        ]
        try await sql { session in
            let tickets = try Journal.lock([id], in: session)
            var writer = Writer(source: "test", now: try Journal.now(in: session), tickets: tickets)
            try writer.append(facts, to: id, cause: nil)
            try writer.write(in: session)
        }
    }
}
