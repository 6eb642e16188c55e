/// Keeps decisions pure: the same input, state and time must always give the same answer.
enum Purity {
    static func check(_ source: Source) -> [Finding] {
        guard source.isPure else { return [] }
        return source.findings(
            /\b(async|await|Task|TaskGroup)\b|\bactor\s+\w+.*\{/,
            hints: ["async", "await", "Task", "TaskGroup", "actor"],
            "a rule waits for nothing: keep it synchronous"
        )
            + source.findings(
                /\bDate\(\)|\.now\b|\b(ContinuousClock|SuspendingClock)\b/,
                "time is an argument of a rule"
            )
            + source.findings(
                /\bUUID\(\)|\.random\b|\brandom\w*\(|\bSystemRandomNumberGenerator\b|\.shuffled?\(\)/,
                "chance is an argument of a rule"
            )
            + source.findings(
                /\b(print|debugPrint|dump|readLine)\(/,
                "a rule talks to nobody: return what should be said"
            )
            + source.findings(
                /\b(FileManager|FileHandle|ProcessInfo|URLSession|getenv|fopen)\b|\b(Data|String)\(contentsOf/,
                "a rule reads and writes nothing: take the value as an argument"
            )
            + throwingDecisions(in: source)
    }

    private static func throwingDecisions(in source: Source) -> [Finding] {
        source.lines(with: ["decide"]).filter { index in
            guard source.code[index].contains(/func decide\W/) else { return false }
            let signature = source.code[index...].joined(separator: "\n").prefix { $0 != "{" }
            return signature.contains(/\Wthrows\W/)
        }
        .map { source.finding($0, "a refusal is a Decision: return .reject, do not throw") }
    }
}
