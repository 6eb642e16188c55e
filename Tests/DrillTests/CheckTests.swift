import Testing

@testable import Drill

@Suite("A check finds")
struct CheckTests {
    private func attempt(_ key: String, _ outcome: Ledger.Outcome, _ ticket: String? = nil) -> Ledger.Attempt {
        Ledger.Attempt(key: key, began: 0, ended: 1, outcome: outcome, ticket: ticket)
    }

    @Test func `nothing where all is well`() {
        let checks = LedgerChecks(
            attempts: [attempt("a", .unknown), attempt("a", .ok, "1"), attempt("b", .unknown), attempt("c", .fail)],
            stored: ["a": "1", "b": "2"],
            tickets: ["1", "2"]
        )
        #expect(checks.accepted.holds)
        #expect(checks.once.holds)
    }

    @Test(
        arguments: [
            ([:], ["1"]), (["a": "2"], ["1", "2"]), (["a": "1"], []),
        ] as [([String: String], Set<String>)]
    )
    func `an accepted ticket that is lost or another's`(_ stored: [String: String], _ tickets: Set<String>) {
        let checks = LedgerChecks(attempts: [attempt("a", .ok, "1")], stored: stored, tickets: tickets)
        #expect(!checks.accepted.holds)
    }

    @Test func `one key that was told of two tickets`() {
        let attempts = [attempt("a", .ok, "1"), attempt("a", .ok, "2")]
        #expect(!LedgerChecks(attempts: attempts, stored: ["a": "1"], tickets: ["1"]).accepted.holds)
    }

    @Test(
        arguments: [
            (["b": "1"], ["1"]), (["a": "1", "b": "1"], ["1"]), (["a": "1"], ["1", "2"]),
        ] as [([String: String], Set<String>)]
    )
    func `tickets that nobody asked for`(_ stored: [String: String], _ tickets: Set<String>) {
        #expect(!LedgerChecks(attempts: [attempt("a", .unknown)], stored: stored, tickets: tickets).once.holds)
    }

    private func place(_ seq: Int, _ ticket: String = "1") -> TopicCheck.Place {
        TopicCheck.Place(ticket: ticket, seq: seq)
    }

    @Test func `repetitions harmless, and what is missing, invented or out of order`() {
        let journal: Set = [place(1), place(2)]
        let again = TopicCheck(seen: [place(1), place(2), place(1), place(2)], journal: journal)
        #expect(again.check.holds)
        #expect(again.repetitions == 2)
        let late = journal.union([place(3)])
        #expect(TopicCheck(seen: [place(1), place(2), place(3)], before: journal, after: late).check.holds)
        for seen in [
            [place(1)], [place(1), place(2), place(3)], [place(2), place(1)], [place(1), place(2), place(1, "2")],
        ] {
            #expect(!TopicCheck(seen: seen, journal: journal).check.holds)
        }
    }

    @Test(arguments: [
        (state: "pending", attempts: 1, received: ["n"], isSigned: true, expected: 1),
        (state: "sent", attempts: 1, received: [], isSigned: true, expected: 1),
        (state: "sent", attempts: 1, received: ["n", "n"], isSigned: true, expected: 1),
        (state: "sent", attempts: 1, received: ["n", "x"], isSigned: true, expected: 1),
        (state: "sent", attempts: 1, received: ["n"], isSigned: false, expected: 1),
        (state: "sent", attempts: 1, received: ["n"], isSigned: true, expected: 2),
    ])
    func `notices that were lost, doubled, invented or forged`(
        _ fault: (state: String, attempts: Int, received: [String], isSigned: Bool, expected: Int)
    ) {
        let check = NoticeCheck(
            notices: [.init(id: "n", state: fault.state, attempts: fault.attempts)],
            received: fault.received.map { ($0, fault.isSigned) },
            expected: fault.expected
        )
        #expect(check.check.offenders.count == 1)
    }

    @Test func `a notice told twice in two attempts harmless`() {
        let notices = [NoticeCheck.Notice(id: "n", state: "sent", attempts: 2)]
        let check = NoticeCheck(notices: notices, received: [("n", true), ("n", true)], expected: 1)
        #expect(check.check.holds)
        #expect(check.repetitions == 1)
    }
}
