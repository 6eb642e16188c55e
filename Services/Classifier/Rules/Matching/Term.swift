/// What a rule looks for, read from a short notation.
///
/// `退款` and `money back` are phrases; `{not|never} arrive` stands for each choice; `快递..没到` allows a few words
/// between its parts, in one sentence; `#` is any number, `618` that one.
struct Term: Sendable {
    /// The parts in their order; each may be any one of its phrases.
    let parts: [[[Symbol]]]

    /// Reads the notation; nil when it is malformed or has a part without words.
    init?(_ notation: String) {
        var parts: [[[Symbol]]] = []
        for part in Self.split(notation) {
            guard let choices = Self.expanded(part) else { return nil }
            let phrases = choices.map(Self.symbols)
            guard phrases.allSatisfy({ !$0.isEmpty }) else { return nil }
            parts.append(phrases)
        }
        self.parts = parts
    }

    private static func split(_ notation: String) -> [Substring] {
        var parts: [Substring] = []
        var rest = notation[...]
        while let dots = rest.firstRange(of: "..") {
            parts.append(rest[..<dots.lowerBound])
            rest = rest[dots.upperBound...]
        }
        return parts + [rest]
    }

    /// Writes out the first group of choices and goes on with the rest.
    private static func expanded(_ part: Substring) -> [String]? {
        guard let open = part.firstIndex(of: "{") else { return part.contains("}") ? nil : [String(part)] }
        guard let close = part[open...].firstIndex(of: "}"), let rest = expanded(part[part.index(after: close)...])
        else { return nil }
        let before = part[..<open]
        let choices = part[part.index(after: open)..<close].split(separator: "|", omittingEmptySubsequences: false)
        return choices.flatMap { choice in rest.map { "\(before)\(choice)\($0)" } }
    }

    private static func symbols(_ phrase: String) -> [Symbol] {
        phrase.split(separator: "#", omittingEmptySubsequences: false)
            .map { Tokenizer.tokens(of: String($0)).map { $0.literal ?? $0.symbol } }
            .reduce(into: nil as [Symbol]?) { whole, piece in whole = whole.map { $0 + [.number] + piece } ?? piece }
            ?? []
    }
}
