import RouterRules
import TestKit
import Testing
import Tickets

@Suite("Who is given work")
struct RosterTests {
    private func person(
        _ code: String,
        _ capacity: Int,
        in department: DepartmentCode = afterSales,
        open: Int = 0,
        owned: Int = 0,
        lastGiven: Int64? = nil
    ) -> Colleague {
        Colleague(
            PersonCode(rawValue: code),
            in: department,
            capacity: capacity,
            open: open,
            owned: owned,
            lastGivenAt: lastGiven.map { Instant.noon + .seconds($0) }
        )
    }

    private func waiting(_ number: UInt64, _ priority: Priority = .p3, since second: Int64 = 0) -> WaitingWork {
        WaitingWork(ticketID(number), in: afterSales, priority, since: .noon + .seconds(second))
    }

    private func given(
        _ people: [Colleague],
        _ waiting: [WaitingWork],
        atMost limits: [DepartmentCode: Int] = [:]
    ) -> [String] {
        var roster = Roster(people)
        return roster.assign(waiting, atMost: limits).map { given in
            "\(given.work.ticket == ticketID(1) ? 1 : given.work.ticket == ticketID(2) ? 2 : 3):\(given.person)"
        }
    }

    @Test func `work goes to the smallest share of capacity in hand, not to the smallest number`() {
        #expect(given([person("small", 2, open: 1), person("large", 10, open: 3)], [waiting(1)]) == ["1:large"])
    }

    @Test func `among equals it goes to who has waited longest for work, then by name`() {
        let people = [person("a", 5, lastGiven: 2), person("b", 5, lastGiven: 1), person("c", 5)]
        #expect(given(people, [waiting(1), waiting(2), waiting(3)]) == ["1:c", "2:b", "3:a"])
        #expect(given([person("b", 5), person("a", 5)], [waiting(1)]) == ["1:a"])
    }

    @Test func `nobody is given more than their capacity, and what is left waits`() {
        #expect(given([person("a", 2, open: 1)], [waiting(1), waiting(2)]) == ["1:a"])
        #expect(given([person("a", 0), person("b", 1, open: 4)], [waiting(1)]) == [])
    }

    @Test func `the most pressing goes first, then the longest waiting, then the first born`() {
        let queue = [waiting(3, .p3, since: 1), waiting(2, .p3, since: 1), waiting(1, .p1, since: 9)]
        #expect(given([person("a", 9)], queue) == ["1:a", "2:a", "3:a"])
    }

    @Test func `a department is given no more than its limit, oldest first`() {
        let queue = [waiting(2, since: 2), waiting(1, since: 1)]
        #expect(given([person("a", 9)], queue, atMost: [afterSales: 1]) == ["1:a"])
        #expect(given([person("a", 9)], queue, atMost: [afterSales: 0]) == [])
        #expect(given([person("a", 9)], queue, atMost: [afterSales: -1]) == [])
    }

    @Test func `nobody works for another department`() {
        #expect(given([person("a", 9, in: logistics)], [waiting(1)]) == [])
    }

    @Test func `the owner is who has least to do in the front line, full or not`() {
        var roster = Roster([
            person("busy", 2, in: .frontline, open: 2, owned: 2), person("calm", 2, in: .frontline, open: 2, owned: 1),
            person("other", 2, in: afterSales), person("nowork", 0, in: .frontline),
        ])
        #expect(roster.chooseOwner() == .person(PersonCode(rawValue: "calm")))
        #expect(roster.chooseOwner() == .person(PersonCode(rawValue: "busy")))
    }

    @Test func `without anybody on shift the front line's queue is the owner`() {
        var roster = Roster([person("a", 2, in: afterSales)])
        #expect(roster.chooseOwner() == .queue(.frontline))
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `whatever waits and whoever is there, places, order and people are respected`(_ seed: UInt64) {
        var random = Seeded(seed)
        let departments = [afterSales, logistics, .frontline]
        let people = (0..<Int.random(in: 0...8, using: &random)).map { index in
            let capacity = Int.random(in: 0...4, using: &random)
            let department = departments[Int.random(in: 0...2, using: &random)]
            let open = Int.random(in: 0...5, using: &random)
            return person(
                "p\(index)",
                capacity,
                in: department,
                open: open,
                lastGiven: .random(in: 0...3, using: &random)
            )
        }
        let queue = (0..<UInt64.random(in: 0...30, using: &random)).map { number in
            WaitingWork(
                ticketID(number),
                in: departments[Int.random(in: 0...2, using: &random)],
                Priority.allCases[Int.random(in: 0...3, using: &random)],
                since: .noon + .seconds(Int64.random(in: 0...5, using: &random))
            )
        }
        var roster = Roster(people)
        let given = roster.assign(queue)
        #expect(Set(given.map(\.work.ticket)).count == given.count, "a ticket went to two people")
        for person in people {
            let count = given.filter { $0.person == person.person }.count
            #expect(count <= max(0, person.capacity - person.open))
            #expect(given.allSatisfy { $0.person != person.person || $0.work.department == person.department })
        }
        for department in departments {
            let places = people.filter { $0.department == department }.map { max(0, $0.capacity - $0.open) }
            let line = queue.filter { $0.department == department }.sorted()
            let served = given.filter { $0.work.department == department }.map(\.work)
            #expect(served == Array(line.prefix(places.reduce(0, +))), "served out of order, or a place stayed empty")
        }
    }
}
