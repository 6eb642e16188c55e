import Pipeline
import Postgres
import RouterRules
import TestKit
import Testing
import Tickets

@testable import Router

@Suite("A random day in the office")
struct RandomOfficeTests {
    /// Does one random thing after another, and now and then lets the router look at its queues.
    private struct Day {
        let office: Office
        var random: Seeded
        var born: UInt64 = 0
        var open: [UInt64] = []

        mutating func step() async throws {
            switch Int.random(in: 0..<10, using: &random) {
            case 0...3: try await arrive()
            case 4, 5: try await end(.resolved(Resolved(by: Actor(department: afterSales, name: "bot"), answer: "ok")))
            case 6: try await sendBack()
            case 7: try await office.beginShift(person())
            case 8: try await office.endShift(person())
            default: _ = try await ShiftPass.run(over: office.pool)
            }
        }

        private mutating func person() -> String {
            "p\(Int.random(in: 0..<6, using: &random))"
        }

        private mutating func arrive() async throws {
            let numbers = (born + 1)...(born + UInt64.random(in: 1...4, using: &random))
            born = numbers.upperBound
            open += numbers
            let department = [afterSales, logistics, .frontline][Int.random(in: 0...2, using: &random)]
            let priority: Priority = Bool.random(using: &random) ? .p1 : .p3
            try await office.route(try await office.receive(numbers, for: department, priority))
        }

        private mutating func end(_ fact: TicketFact) async throws {
            guard let index = open.indices.randomElement(using: &random) else { return }
            let number = open.remove(at: index)
            try await office.route([try await office.append(fact, to: ticketID(number))])
        }

        private mutating func sendBack() async throws {
            guard let number = open.randomElement(using: &random) else { return }
            let from = try #require(try await office.ticket(number).department)
            let suggestion = [nil, afterSales, logistics, finance][Int.random(in: 0...3, using: &random)]
            let event = try await office.append(.returned(returned(by: from, to: suggestion)), to: ticketID(number))
            try await office.route([event])
        }
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `no place is given twice, no queue is jumped and no owner changes`(_ seed: UInt64) async throws {
        try await withDatabase(migrations: Migrations.all) { database in
            let office = try await Office(database)
            for (index, department) in [afterSales, logistics, .frontline].enumerated() {
                try await office.hire("p\(index)", in: department, capacity: 2)
                try await office.hire("p\(index + 3)", in: department, capacity: 3, onShift: false)
            }
            var day = Day(office: office, random: Seeded(seed))
            for _ in 0..<60 {
                try await day.step()
                try await office.checkBooks()
                try await office.checkQueues()
            }
            #expect(day.born > 0)
        }
    }

    @Test func `instances that work at the same time never give one place or one ticket twice`() async throws {
        try await withDatabase(migrations: Migrations.all, poolSize: 6) { database in
            let office = try await Office(database)
            for number in 0..<5 { try await office.hire("s\(number)", in: afterSales, capacity: 7) }
            for number in 0..<3 { try await office.hire("l\(number)", in: logistics, capacity: 4) }
            for number in 0..<4 { try await office.hire("f\(number)", in: .frontline, capacity: 5) }
            var arrivals: [[TicketEvent]] = []
            for batch in 0..<16 as Range<UInt64> {
                let department = batch % 2 == 0 ? afterSales : logistics
                arrivals.append(try await office.receive((batch * 10 + 1)...(batch * 10 + 10), for: department))
            }
            let deadlocks = try await work(office, arrivals)
            #expect(deadlocks == 0, "instances waited for each other in a ring")
            while try await ShiftPass.run(over: office.pool) > 0 {}
            try await office.checkBooks()
            let given = try await office.count("SELECT count(*) FROM router.assignment WHERE assignee IS NOT NULL")
            #expect(given == 5 * 7 + 3 * 4, "places stayed empty")
        }
    }

    /// Batches, ends of work and passes side by side; answers how often the database had to break a ring of waits.
    private func work(_ office: Office, _ arrivals: [[TicketEvent]]) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for batch in arrivals {
                group.addTask { try await retrying { try await office.route(batch) } }
                group.addTask { try await retrying { _ = try await ShiftPass.run(over: office.pool) } }
            }
            for batch in arrivals.prefix(8) {
                group.addTask {
                    let ticket = batch[0].ticket
                    var deadlocks = try await retrying { try await office.route(batch) }
                    let by = Actor(department: afterSales, name: "bot")
                    let end = try await office.append(.resolved(Resolved(by: by, answer: "ok")), to: ticket)
                    deadlocks += try await retrying { try await office.route([end]) }
                    return deadlocks
                }
            }
            return try await group.reduce(0, +)
        }
    }

    private func retrying(_ work: () async throws -> Void) async throws -> Int {
        var failures = 0
        while true {
            do {
                try await work()
                return failures
            } catch let error as PostgresError where error.isRetriable {
                failures += 1
            }
        }
    }
}

extension Office {
    /// Nothing waits while a younger or less pressing ticket of its queue was given away later than it came.
    func checkQueues(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let jumped = try await count(
            """
            SELECT count(*) FROM router.assignment AS waiting JOIN router.assignment AS given
                ON given.department = waiting.department AND given.priority = waiting.priority
                AND (given.waiting_since, given.ticket_id) > (waiting.waiting_since, waiting.ticket_id)
            WHERE waiting.assignee IS NULL AND given.assignee IS NOT NULL
            """
        )
        #expect(jumped == 0, "a queue was jumped", sourceLocation: sourceLocation)
    }
}
