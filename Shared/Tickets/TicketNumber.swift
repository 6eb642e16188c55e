/// Names a ticket for people, on the phone too: `SW-20261123-000042`.
package struct TicketNumber: Hashable, Sendable, Codable, CustomStringConvertible {
    package let description: String

    /// The number of the ticket that was the `sequence`th ever, received on `date` where the company works.
    package init(date: CivilDate, sequence: Int64) {
        description = "SW-\(date.compact)-\(sequence.padded(6))"
    }

    /// Reads a number as people type it: case and surrounding blanks do not matter.
    ///
    /// Nil when it is none.
    package init?(_ text: String) {
        let trimmed = text.filter { !$0.isWhitespace }.uppercased()
        let parts = trimmed.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "SW", parts[1].utf8.count == 8, (6...18).contains(parts[2].utf8.count),
            parts[1...].allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        description = trimmed
    }

    /// A number as the database holds it.
    package init(stored text: String) {
        description = text
    }

    package init(from decoder: any Decoder) throws {
        self.init(stored: try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
