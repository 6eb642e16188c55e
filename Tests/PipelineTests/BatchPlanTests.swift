import Testing
import Tickets

@testable import Pipeline

@Suite("The plan of a batch") struct BatchPlanTests {
    private let a = TicketID(at: Instant(seconds: 1), random: (1, 1))
    private let b = TicketID(at: Instant(seconds: 1), random: (1, 2))

    private func plan(
        _ arrivals: [(TicketID, Int)],
        last: [TicketID: Int] = [:],
        parked: Set<TicketID> = []
    ) -> BatchPlan {
        BatchPlan(arrivals.map { .init(ticket: $0.0, seq: $0.1) }, lastSeqs: last, parked: parked)
    }

    @Test func `takes the next events of each ticket`() {
        let plan = plan([(a, 1), (b, 4), (a, 2)], last: [b: 3])
        #expect(
            plan.lines == [
                .init(ticket: a, last: 0, seqs: 1...2, gap: nil),
                .init(ticket: b, last: 3, seqs: 4...4, gap: nil),
            ]
        )
        #expect(plan.duplicates == 0)
    }

    @Test func `skips what was seen, in the batch and before it`() {
        let plan = plan([(a, 2), (a, 3), (a, 3), (a, 1)], last: [a: 2])
        #expect(plan.lines == [.init(ticket: a, last: 2, seqs: 3...3, gap: nil)])
        #expect(plan.duplicates == 3)
    }

    @Test func `names what is missing in between`() {
        let plan = plan([(a, 5), (a, 3)], last: [a: 1])
        #expect(plan.lines == [.init(ticket: a, last: 1, seqs: 2...5, gap: 2...4)])
    }

    @Test func `does not list a gap as wide as a mistake can make it`() {
        #expect(plan([(a, Int(Int32.max))]).lines.map(\.gap) == [1...Int(Int32.max) - 1])
    }

    @Test func `leaves parked tickets alone`() {
        #expect(plan([(a, 1), (b, 1)], parked: [a]).lines.map(\.ticket) == [b])
    }

    @Test func `of nothing is nothing`() {
        #expect(plan([]).lines.isEmpty)
    }
}

@Suite("Waiting before another try") struct RetryPolicyTests {
    private let policy = RetryPolicy(first: .milliseconds(200), longest: .seconds(10))

    @Test(arguments: [(1, 200), (2, 400), (3, 800), (6, 6400), (7, 10_000), (1000, 10_000)])
    func `doubles up to its longest`(failures: Int, milliseconds: Int) {
        #expect(policy.delay(after: failures, chance: 1) == .milliseconds(milliseconds))
    }

    @Test func `is spread over the upper half`() {
        #expect(policy.delay(after: 1, chance: 0) == .milliseconds(100))
        #expect(policy.delay(after: 1, chance: 0.5) == .milliseconds(150))
        #expect(policy.delay(after: 1, chance: 7) == .milliseconds(200))
    }
}
