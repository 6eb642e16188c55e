import Tickets

/// A message with the category people would give it.
struct Sample: Sendable, CustomStringConvertible {
    let category: Tickets.Category
    let text: String

    var description: String { "\(category.rawValue): \(text)" }

    /// Reads lines of `category | text`.
    static func read(_ lines: String) -> [Sample] {
        lines.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "|", maxSplits: 1).map { $0.trimmed }
            return Tickets.Category(rawValue: parts.first ?? "").map { Sample(category: $0, text: parts.last ?? "") }
        }
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
