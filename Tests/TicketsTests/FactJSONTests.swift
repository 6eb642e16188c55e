import FoundationEssentials
import Testing
import Tickets

@Suite("Facts in JSON") struct FactJSONTests {
    static let facts: [TicketFact] = [
        .received(received()), .classified(classified()), .routed(routed()),
        .assigned(Assigned(department: afterSales, assignee: PersonCode(rawValue: "zhao.lei"))),
        .promised(
            Promised(
                clock: .acceptance,
                generation: 2,
                startedAt: Instant(seconds: 1),
                warnAt: Instant(seconds: 2),
                dueAt: Instant(microseconds: 3_000_001)
            )
        ),
        .warned(ClockMark(clock: .firstResponse, generation: 1, dueAt: Instant(seconds: 3))),
        .breached(ClockMark(clock: .firstResponse, generation: 1, dueAt: Instant(seconds: 3))),
        .accepted(Accepted(by: afterSalesBot)),
        .progressed(Progressed(by: afterSalesBot, text: "line\n\"quoted\" \u{1F4E6}", isPublic: true)),
        .asked(Asked(by: afterSalesBot, text: "哪一天买的？")),
        .noted(Noted(by: frontline, text: "内部")),
        .returned(Returned(by: afterSalesBot, reason: .duplicate, text: "twice", suggestion: .frontline)),
        .resolved(Resolved(by: afterSalesBot, answer: "已退款")),
    ]

    @Test(arguments: facts) func `are read back as they were written`(fact: TicketFact) throws {
        let type = try #require(fact.type)
        #expect(try TicketFact(type: type.rawValue, json: fact.json()) == fact)
    }

    @Test func `of every type are tried here`() {
        #expect(Set(Self.facts.compactMap(\.type)) == Set(EventType.allCases))
    }

    @Test func `of an unknown type are kept by name`() throws {
        #expect(try TicketFact(type: "x.y.z", json: Data("[1]".utf8)) == .unrecognized(type: "x.y.z"))
    }

    @Test func `of a known type that do not fit are refused`() {
        #expect(throws: DecodingError.self) {
            try TicketFact(type: EventType.accepted.rawValue, json: Data(#"{"by":7}"#.utf8))
        }
    }

    @Test func `pass by fields that a newer version added`() throws {
        let json = Data(#"{"by":{"department":"frontline","name":"li.na","mood":"good"},"new":[1]}"#.utf8)
        #expect(try TicketFact(type: EventType.accepted.rawValue, json: json) == .accepted(Accepted(by: frontline)))
    }
}
