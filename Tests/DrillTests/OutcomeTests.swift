import Testing

@testable import Drill

@Suite("A drill's outcome")
struct OutcomeTests {
    typealias Change = @Sendable (inout Outcome, Diary) -> Void

    private func outcome(_ change: Change) -> Outcome {
        let diary = Diary { _ in }
        var outcome = Outcome(Drill.kill, seed: Seed(number: 7), folder: "folder", diary)
        outcome.signs = [.init(3, "restarts")]
        outcome.checks = [Check("I1", 10, "accepted keys", [])]
        change(&outcome, diary)
        return outcome
    }

    @Test func `is good when the fault was seen and every check holds`() {
        let good = outcome { _, diary in
            diary.recovered("relay", after: 5)
            diary.diagnosed("relay", "PROBLEM relay")
        }
        #expect(good.isGood)
        #expect(Table.text(good).hasPrefix("PASSED  drill 1"))
        #expect(Table.summary([good]) == "All 1 drills passed.")
    }

    private static let reasons: [(String, Change)] = [
        (
            "no restarts: what the drill is about did not happen",
            { outcome, _ in outcome.signs = [.init(0, "restarts")] }
        ),
        ("the drill shows no sign of what it is about", { outcome, _ in outcome.signs = [] }),
        ("I1: a: told [\"1\"]", { outcome, _ in outcome.checks = [Check("I1", 1, "keys", ["a: told [\"1\"]"])] }),
        ("not at rest", { outcome, _ in outcome.failure = "not at rest" }),
        ("shouwen doctor does not name Kafka", { _, diary in diary.diagnosed("Kafka", nil) }),
        ("the work of relay lay idle for 5.100 s, more than 5 s", { _, diary in diary.recovered("relay", after: 5.1) }),
        ("a request was lost", { _, diary in diary.problem("a request was lost") }),
    ]

    @Test(arguments: reasons)
    func `is bad for one reason`(_ reason: String, _ change: Change) {
        let bad = outcome(change)
        #expect(bad.faults == [reason])
        #expect(Table.text(bad).contains(reason))
        #expect(Table.summary([bad]) == "1 of 1 drills failed: 1 (seed 7, folder)")
    }

    @Test func `becomes a picture with the faults shaded`() {
        let outcome = outcome { outcome, diary in
            outcome.attempts = [.init(key: "a", began: 0.5, ended: 1.25, outcome: .ok, ticket: "1")]
            diary.fault("kill <relay>", 0.5, 2)
        }
        let svg = Picture(outcome: outcome).svg()
        #expect(svg.contains("<title>kill &lt;relay></title>"))
        #expect(svg.contains("seed 7"))
        #expect(svg.contains("0.750 s"))
    }

    @Test func `follows from its seed`() {
        var (one, same, other) = (
            Seed(number: 7).chance(for: "a"), Seed(number: 7).chance(for: "a"), Seed(number: 7).chance(for: "b")
        )
        let first = one.next()
        #expect(same.next() == first)
        #expect(other.next() != first)
    }
}
