import Pipeline

/// `shouwen doctor`: checks everything, and says what to do about what is not well; exit code 1 when something is not.
enum DoctorCommand {
    static let command = Command(
        name: "doctor",
        summary: "check PostgreSQL, Kafka, topics, versions and lag, and say what to do",
        action: { _ in
            let findings = try await Doctor(try Settings.fromProcess()).examine()
            let rows = findings.map { [$0.isWell ? "ok" : "PROBLEM", $0.what, $0.finding] }
            Terminal.say(Terminal.table(rows))
            let ill = findings.filter { !$0.isWell }
            for finding in ill { Terminal.say("\n\(finding.what): \(finding.remedy ?? "")") }
            guard ill.isEmpty else { throw Unwell(count: ill.count) }
        }
    )
}

/// Something is not well; the findings have said what.
private struct Unwell: Error, CustomStringConvertible {
    let count: Int

    var description: String { "\(count) problem(s) found" }
}
