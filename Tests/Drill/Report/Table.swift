/// An outcome as a small table.
enum Table {
    static func text(_ outcome: Outcome) -> String {
        var rows: [(String, String)] = [
            (
                "requests",
                "\(outcome.count(.ok)) ok · \(outcome.count(.unknown)) unknown · \(outcome.count(.fail)) not taken"
            ),
            ("signs", outcome.signs.map { "\($0.count) \($0.name)" }.joined(separator: " · ")),
        ]
        rows += outcome.checks.map { ($0.name, "\($0.holds ? "✓" : "✗ \($0.offenders.count)") \($0.count) \($0.unit)") }
        rows += outcome.diary.recoveries.map { ("recovery", "\($0.work) \($0.seconds.shown) s") }
        rows += outcome.diary.diagnoses.map { ("doctor", $0.words ?? "✗ does not name \($0.fault)") }
        rows += outcome.diary.notes.map { ("", $0) }
        if let rest = outcome.restAfter { rows.append(("at rest", "\(rest.shown) s after the load stopped")) }
        rows += outcome.faults.map { ("✗", $0) }
        rows.append(("seed", "\(outcome.seed)"))
        let lines = rows.filter { !$0.1.isEmpty }.map { "  " + $0.0.padded(to: 10) + $0.1 }
        let verdict = outcome.isGood ? "PASSED" : "FAILED"
        return "\(verdict)  drill \(outcome.drill.number): \(outcome.drill.name)\n" + lines.joined(separator: "\n")
    }

    /// One line for each drill.
    static func summary(_ outcomes: [Outcome]) -> String {
        let failed = outcomes.filter { !$0.isGood }
        guard !failed.isEmpty else { return "All \(outcomes.count) drills passed." }
        let names = failed.map { "\($0.drill.number) (seed \($0.seed), \($0.folder))" }
        return "\(failed.count) of \(outcomes.count) drills failed: \(names.joined(separator: ", "))"
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(width - count, 0))
    }
}
