/// Headers in one text column: `name: value` lines, percent-encoded where a value could be taken for a line.
package enum HeaderText {
    package static func encode(_ headers: [(name: String, value: String)]) -> String {
        headers.map { "\(escape($0.name).replacing(":", with: "%3A")): \(escape($0.value))" }.joined(separator: "\n")
    }

    package static func decode(_ text: String) -> [(name: String, value: String)] {
        text.split(separator: "\n").compactMap { line in
            guard let colon = line.firstRange(of: ": ") else { return nil }
            return (unescape(line[..<colon.lowerBound]), unescape(line[colon.upperBound...]))
        }
    }

    private static func escape(_ value: String) -> String {
        value.replacing("%", with: "%25").replacing("\n", with: "%0A").replacing("\r", with: "%0D")
            .replacing("\0", with: "")
    }

    private static func unescape(_ value: Substring) -> String {
        value.replacing("%0D", with: "\r").replacing("%0A", with: "\n").replacing("%3A", with: ":").replacing(
            "%25",
            with: "%"
        ).description
    }
}
