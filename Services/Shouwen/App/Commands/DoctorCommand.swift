import FoundationEssentials
import Pipeline

/// `shouwen doctor`: checks everything, and says what to do about what is not well; exit code 1 when something is not.
enum DoctorCommand {
    static let command = Command(
        name: "doctor",
        summary:
            "check services, PostgreSQL, Kafka and what waits, and say what to do; exit code 1 when something is wrong",
        options: [.init(name: "json", value: nil, purpose: "print the findings as JSON, for machines")],
        action: { invocation in
            let findings = try await Doctor(try Settings.fromProcess()).examine()
            Terminal.say(invocation.has("json") ? try json(findings) : text(findings))
            let ill = findings.count { !$0.isWell }
            guard ill == 0 else { throw Unwell(count: ill) }
        }
    )

    static func text(_ findings: [Finding]) -> String {
        let table = Terminal.table(findings.map { [$0.isWell ? "ok" : "PROBLEM", $0.what, $0.finding] })
        let advice = findings.filter { !$0.isWell }.map { finding in
            "\(finding.what): \(finding.remedy ?? "")"
                + (finding.runbook.map { "\n    more: deploy/runbooks/\($0).md" } ?? "")
        }
        return ([table] + advice).joined(separator: "\n\n")
    }

    static func json(_ findings: [Finding]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        let report = Report(well: findings.allSatisfy(\.isWell), findings: findings)
        return String(decoding: try encoder.encode(report), as: UTF8.self)
    }

    private struct Report: Encodable {
        let well: Bool
        let findings: [Finding]
    }
}

/// Something is not well; the findings have said what.
private struct Unwell: Error, CustomStringConvertible {
    let count: Int

    var description: String { "\(count) problem(s) found" }
}
