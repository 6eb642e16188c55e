import FoundationEssentials
import Pipeline
import Postgres
import Telemetry
import TestKit
import Testing
import Tickets

@testable import Notifier

@Suite("The ledger of notices") struct LedgerTests {
    private typealias Fact = TicketFact

    private func hire(_ switchboard: Switchboard) async throws {
        try await switchboard.execute(
            """
            INSERT INTO department (code, name_zh, name_en) VALUES ('after-sales', '售后部', 'After-sales')
            """
        )
        try await switchboard.execute(
            """
            INSERT INTO person (code, name, department, is_lead, capacity, active) VALUES
                ('zhao.lei', '赵磊', 'after-sales', false, 5, true), ('chen.yu', '陈宇', 'after-sales', true, 5, true),
                ('sun.hai', '孙海', 'after-sales', true, 5, false)
            """
        )
    }

    private let history: [TicketFact] = [
        .graded, .given(to: Fact.afterSales, Fact.zhaoLei), .warning, .breach, .solved,
    ]

    @Test func `is asked for no more events than people and webhooks wish to hear of`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let switchboard = Switchboard(database)
            let wishes = { try await database.pool.read { session in try AddressBook.wishes(in: session) } }
            let forPeople = try await wishes()
            #expect(forPeople.contains(EventType.routed.rawValue) && !forPeople.contains(EventType.promised.rawValue))
            try await switchboard.subscribe("https://a.example/", events: [.promised])
            #expect(try await wishes() == forPeople.union([EventType.promised.rawValue]))
            let all = try await switchboard.subscribe("https://b.example/")
            #expect(try await wishes() == Set(EventType.allCases.map(\.rawValue)))
            try await switchboard.execute("UPDATE notifier.webhook SET disabled_at = now() WHERE id = \(all)")
            #expect(try await wishes() == forPeople.union([EventType.promised.rawValue]))
        }
    }

    @Test func `has one line for each fact and recipient, shown at once`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let switchboard = Switchboard(database)
            try await hire(switchboard)
            _ = try await switchboard.receive(then: history)
            try await switchboard.follow()
            let lines = try await switchboard.ledger(.inApp)
            #expect(
                lines.map { "\($0.type.split(separator: ".")[2]) \($0.recipient) \($0.state)" } == [
                    "routed person:li.na sent", "routed person:zhao.lei sent",
                    "warned person:chen.yu sent", "warned person:zhao.lei sent",
                    "breached person:chen.yu sent", "breached person:li.na sent", "breached person:zhao.lei sent",
                    "resolved person:li.na sent",
                ]
            )
            #expect(
                switchboard.metrics.exposition()
                    .contains(#"notification_attempts_total{channel="in_app",result="sent"} 8"#)
            )
        }
    }

    @Test func `does not grow when everything is read again, even when how far that was is forgotten`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let switchboard = Switchboard(database)
            try await hire(switchboard)
            try await switchboard.subscribe("https://example.com/hook")
            _ = try await switchboard.receive(then: history)
            try await switchboard.follow()
            let lines = (try await switchboard.ledger(.inApp), try await switchboard.ledger(.webhook))
            #expect(lines.0.count == 8)
            #expect(lines.1.count == 6)
            try await switchboard.follow()
            try await switchboard.execute("DELETE FROM notifier.progress")
            try await switchboard.execute("DELETE FROM notifier.standing")
            try await switchboard.follow()
            #expect(try await switchboard.ledger(.inApp) == lines.0)
            #expect(try await switchboard.ledger(.webhook) == lines.1)
        }
    }

    @Test func `gives a webhook what it asked for and nothing of other departments`() async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let switchboard = Switchboard(database)
            let all = try await switchboard.subscribe("https://example.com/all")
            let own = try await switchboard.subscribe("https://example.com/own", department: Fact.afterSales)
            let other = try await switchboard.subscribe("https://example.com/other", department: Fact.finance)
            let some = try await switchboard.subscribe("https://example.com/some", events: [.breached, .resolved])
            _ = try await switchboard.receive(then: history)
            try await switchboard.follow()
            let lines = try await switchboard.ledger(.webhook)
            let counts = [all, own, other, some].map { id in
                lines.filter { $0.recipient == AddressBook.recipient(webhook: id) }.count
            }
            #expect(counts == [6, 4, 0, 2])
        }
    }

    @Test func `a text too long for a webhook is cut, and says so`() throws {
        let text = String(repeating: "碎\n", count: 10_000)
        let json = try Payload.json(TicketEvent(.arrival(text), seq: 1))
        #expect(json.utf8.count < 20_000)
        #expect(json.contains(#""data":{"truncated":true,"seq":1,"#))
        let event = try CloudEvent.read(Array(json.utf8)).event()
        guard case .received(let received) = event.fact else {
            Issue.record("another fact came out")
            return
        }
        #expect(received.text.utf8.count >= 5000)
        #expect(text.hasPrefix(received.text))
    }

    @Test func `a text of ordinary length is left whole`() throws {
        let json = try Payload.json(TicketEvent(.arrival(), seq: 1))
        #expect(!json.contains("truncated"))
    }
}
