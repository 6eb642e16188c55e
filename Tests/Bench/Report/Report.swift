import Foundation

/// Everything that one run of the bench found, as a table for people and as JSON for comparing.
struct Report: Sendable {
    var conditions: Conditions
    private(set) var rows: [Row] = []

    mutating func add(_ row: Row) {
        rows.append(row)
    }

    var missed: Int { rows.count { $0.isMet == false } }

    var table: String {
        let names = rows.map(\.name.count).max() ?? 0
        let values = rows.map(\.value.count).max() ?? 0
        let lines = rows.map { row in
            let sign = row.isMet.map { $0 ? "✓" : "✗" } ?? " "
            let mark = row.mark.isEmpty ? "" : "  mark: \(row.mark)"
            return "\(sign) \(row.name.filled(to: names))  \(row.value.filled(to: values))\(mark)"
        }
        let under = conditions.lines.map { "  \($0.name.filled(to: 12)) \($0.value)" }
        return (lines + ["", "conditions"] + under).joined(separator: "\n") + "\n"
    }

    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(
            Sheet(
                conditions: Dictionary(conditions.lines.map { ($0.name, $0.value) }) { $1 },
                rows: rows.map { .init(name: $0.name, value: $0.value, mark: $0.mark, met: $0.isMet) }
            )
        )
    }

    private struct Sheet: Encodable {
        struct Line: Encodable {
            let name: String
            let value: String
            let mark: String
            let met: Bool?
        }

        let conditions: [String: String]
        let rows: [Line]
    }
}

extension String {
    fileprivate func filled(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
