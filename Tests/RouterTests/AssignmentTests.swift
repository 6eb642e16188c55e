import Pipeline
import Postgres
import RouterRules
import Telemetry
import TestKit
import Testing
import Tickets

@testable import Router

@Suite("Giving work to people")
struct AssignmentTests {
    private let bot = Actor(department: afterSales, name: "bot")

    private func withOffice(_ body: (Office) async throws -> Void) async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            try await body(try await Office(database))
        }
    }

    @Test func `a classified ticket has department, owner and assignee in one event`() async throws {
        try await withOffice { office in
            try await office.hire("li.na", in: .frontline, capacity: 5)
            try await office.hire("zhao", in: afterSales, capacity: 5)
            try await office.route(try await office.receive(1...1, for: afterSales, .p2))
            let routed = Routed(
                department: afterSales,
                owner: .person(liNa),
                assignee: PersonCode(rawValue: "zhao"),
                handOff: 1,
                reason: "classified as damage"
            )
            #expect(try await office.facts(1).last == .routed(routed))
            #expect(try await office.ticket(1).version == 3)
            try await office.checkBooks()
            #expect(office.metrics.exposition().contains(#"ticket_end_to_end_seconds_count{stage="routed"} 1"#))
        }
    }

    @Test func `without anybody on shift the ticket waits, and the front line's queue owns it`() async throws {
        try await withOffice { office in
            try await office.hire("li.na", in: .frontline, capacity: 5, onShift: false)
            try await office.hire("zhao", in: afterSales, capacity: 5, onShift: false)
            try await office.route(try await office.receive(1...1))
            let ticket = try await office.ticket(1)
            #expect(ticket.department == afterSales)
            #expect(ticket.assignee == nil)
            #expect(ticket.owner == .queue(.frontline))
            #expect(try await ShiftPass.run(over: office.pool) == 0)
            try await office.checkBooks()
        }
    }

    @Test func `when a shift begins, the oldest of the highest priority are offered, as many as there are places`()
        async throws
    {
        try await withOffice { office in
            try await office.hire("zhao", in: afterSales, capacity: 3, onShift: false)
            try await office.route(try await office.receive(1...3, for: afterSales, .p3))
            try await office.route(try await office.receive(4...5, for: afterSales, .p1))
            try await office.beginShift("zhao")
            #expect(try await ShiftPass.run(over: office.pool) == 3)
            #expect(try await office.assignees(1...5) == ["zhao", "-", "-", "zhao", "zhao"])
            #expect(try await ShiftPass.run(over: office.pool) == 0)
            let offered = Assigned(department: afterSales, assignee: PersonCode(rawValue: "zhao"))
            #expect(try await office.facts(1).last == .assigned(offered))
            try await office.checkBooks()
        }
    }

    @Test func `a shift that is not now, and a person who left, count for nothing`() async throws {
        try await withOffice { office in
            try await office.hire("gone", in: afterSales, capacity: 3)
            try await office.execute("UPDATE person SET active = false")
            try await office.hire("later", in: afterSales, capacity: 3, onShift: false)
            try await office.execute(
                """
                INSERT INTO shift (person, weekday, starts_at, ends_at)
                SELECT 'later', extract(isodow FROM (now() AT TIME ZONE 'Asia/Shanghai') + interval '2 days'),
                    '00:00', '24:00'
                """
            )
            try await office.route(try await office.receive(1...1))
            #expect(try await office.assignees(1...1) == ["-"])
        }
    }

    @Test func `a new ticket goes behind those that wait, and before less pressing ones`() async throws {
        try await withOffice { office in
            try await office.hire("zhao", in: afterSales, capacity: 1)
            try await office.route(try await office.receive(1...3))
            #expect(try await office.assignees(1...3) == ["zhao", "-", "-"])
            try await office.execute("UPDATE person SET capacity = 2")
            try await office.route(try await office.receive(4...4))
            #expect(try await office.assignees(1...4) == ["zhao", "zhao", "-", "-"])
            try await office.execute("UPDATE person SET capacity = 3")
            try await office.route(try await office.receive(5...5, for: afterSales, .p1))
            #expect(try await office.assignees(1...5) == ["zhao", "zhao", "-", "-", "zhao"])
            try await office.checkBooks()
        }
    }

    @Test func `a place that becomes free goes to the oldest that waits, in the same transaction`() async throws {
        try await withOffice { office in
            try await office.hire("zhao", in: afterSales, capacity: 1)
            try await office.route(try await office.receive(1...3))
            let resolved = try await office.append(.resolved(Resolved(by: bot, answer: "ok")), to: ticketID(1))
            try await office.route([resolved])
            #expect(try await office.assignees(2...3) == ["zhao", "-"])
            let sent = try await office.append(.returned(returned(to: logistics)), to: ticketID(2))
            try await office.route([sent])
            #expect(try await office.assignees(2...3) == ["-", "zhao"])
            #expect(try await office.ticket(2).department == logistics)
            try await office.checkBooks()
        }
    }

    @Test func `a ticket that somebody holds at the moment keeps its place, and no younger one overtakes it`()
        async throws
    {
        try await withOffice { office in
            try await office.hire("zhao", in: afterSales, capacity: 1, onShift: false)
            try await office.route(try await office.receive(1...2))
            try await office.beginShift("zhao")
            let younger = try await office.receive(3...3)
            try await office.whileHolding(ticketID(1)) {
                try await office.route(younger)
                #expect(try await ShiftPass.run(over: office.pool) == 0)
            }
            #expect(try await office.assignees(1...3) == ["-", "-", "-"])
            #expect(try await ShiftPass.run(over: office.pool) == 1)
            #expect(try await office.assignees(1...3) == ["zhao", "-", "-"])
        }
    }

    @Test func `owners are shared out, and stay over returns, resolutions and shifts`() async throws {
        try await withOffice { office in
            try await office.hire("a", in: .frontline, capacity: 2)
            try await office.hire("b", in: .frontline, capacity: 2)
            try await office.route(try await office.receive(1...4))
            let owners = try await [office.ticket(1), office.ticket(2), office.ticket(3), office.ticket(4)].map(\.owner)
            #expect(owners.map(\.description) == ["person:a", "person:b", "person:a", "person:b"])
            try await office.endShift("a")
            try await office.route([try await office.append(.returned(returned(to: logistics)), to: ticketID(1))])
            try await office.route([
                try await office.append(.returned(returned(by: logistics, to: finance)), to: ticketID(1))
            ])
            let ticket = try await office.ticket(1)
            #expect(ticket.owner == owners[0])
            #expect(ticket.department == .frontline)
            #expect(ticket.handOffs == 3)
            try await office.checkBooks()
        }
    }

    @Test func `each change is shown once to the department that it concerns`() async throws {
        try await withOffice { office in
            try await office.hire("zhao", in: afterSales, capacity: 1)
            try await office.route(try await office.receive(1...2))
            try await office.route([try await office.append(.accepted(Accepted(by: bot)), to: ticketID(1))])
            try await office.route([try await office.append(.returned(returned(to: logistics)), to: ticketID(1))])
            let messages = try await office.pool.read { session in
                try session.query(
                    "SELECT topic, headers, payload, lane FROM outbox WHERE topic IS NOT NULL ORDER BY id"
                )
                .map { row in
                    let payload = String(decoding: try row["payload", as: Bytes.self].bytes, as: UTF8.self)
                    let headers = HeaderText.decode(try row["headers", as: String.self])
                    #expect(headers.contains { $0.name == "ce_type" && $0.value == DepartmentSnapshot.type })
                    let change = payload.split(separator: #""change":""#).last?.prefix { $0 != "\"" } ?? ""
                    let id = headers.first { $0.name == "ce_id" }?.value ?? ""
                    let number = id.hasPrefix(ticketID(1).description) ? 1 : 2
                    return "\(try row["topic", as: String.self]) \(number):\(id.split(separator: ":")[1]) \(change)"
                }
            }
            #expect(
                messages == [
                    "department.after-sales.tickets 1:3 routed", "department.after-sales.tickets 2:3 routed",
                    "department.after-sales.tickets 1:4 accepted", "department.after-sales.tickets 1:5 returned",
                    "department.logistics.tickets 1:6 routed", "department.after-sales.tickets 2:4 assigned",
                ]
            )
        }
    }
}
