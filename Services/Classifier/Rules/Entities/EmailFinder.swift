/// Finds e-mail addresses.
enum EmailFinder {
    static func find(in text: EntityText) -> [Entity] {
        text.scalars.indices.filter { text.scalars[$0] == "@" }.compactMap { address(around: $0, text) }
    }

    private static func address(around at: Int, _ text: EntityText) -> Entity? {
        var start = at
        while start > 0, at - start < 64, isLocal(text.scalars[start - 1]) { start -= 1 }
        var end = text.run(from: at + 1, limit: 253) { $0.isLatinOrDigit || $0 == "." || $0 == "-" }.upperBound
        // A full stop after an address belongs to the sentence.
        while end > at + 1, !text.scalars[end - 1].isLatinOrDigit { end -= 1 }
        let domain = text.text(at + 1..<max(end, at + 1))
        guard start < at, domain.contains("."), !domain.contains(".."), !domain.hasPrefix(".") else { return nil }
        return text.entity(.email, text.text(start..<end).lowercased(), start..<end)
    }

    private static func isLocal(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isLatinOrDigit || "._%+-".unicodeScalars.contains(scalar)
    }
}
