/// Finds which rules of a book hold in a text.
struct RuleMatcher: Sendable {
    /// The most tokens between two parts of a term.
    static let widestGap = 12
    /// The most tokens between a denial and what it takes back.
    static let widestDenial = 3

    private struct Use: Sendable {
        let term: Int
        let part: Int
    }

    private struct CompiledTerm: Sendable {
        let rule: Int
        let parts: Int
    }

    private let rules: [Rule]
    private let terms: [CompiledTerm]
    private let lengths: [Int]
    /// For each phrase, where it is used.
    private let uses: [[Use]]
    private let matcher: PhraseMatcher

    init(_ rules: [Rule]) {
        self.rules = rules
        var phrases: [[Symbol]: Int] = [:]
        var uses: [[Use]] = []
        var terms: [CompiledTerm] = []
        for (number, rule) in rules.enumerated() {
            for term in rule.terms.compactMap(Term.init) {
                for (place, part) in term.parts.enumerated() {
                    for phrase in Set(part) {
                        let known = phrases[phrase] ?? phrases.count
                        if known == phrases.count {
                            phrases[phrase] = known
                            uses.append([])
                        }
                        uses[known].append(Use(term: terms.count, part: place))
                    }
                }
                terms.append(CompiledTerm(rule: number, parts: term.parts.count))
            }
        }
        self.terms = terms
        lengths = terms.map(\.parts)
        self.uses = uses
        matcher = PhraseMatcher(phrases.sorted { $0.value < $1.value }.map(\.key))
    }

    /// The rules that hold, each once and with its first words, and the steps the search took.
    func hits(in tokens: [Token], of text: String) -> (hits: [RuleHit], effort: Int) {
        var search = Search(tokens: tokens, rules: rules.count, terms: lengths)
        let effort = matcher.scan(tokens) { occurrence in
            // The last part of a term first: one phrase must not count as two of its parts.
            for use in uses[occurrence.phrase].reversed() {
                let rule = terms[use.term].rule
                if let range = search.complete(term: use.term, part: use.part, occurrence.tokens, rules[rule]) {
                    search.note(rule, rules[rule], range)
                }
            }
        }
        let bytes = text.utf8
        let hits = search.found.map { rule, range in
            RuleHit(rule: rules[rule], words: Self.words(range, tokens, bytes), tokens: range)
        }
        return (hits, effort)
    }

    private static func words(_ range: Range<Int>, _ tokens: [Token], _ text: String.UTF8View) -> String {
        let start = text.index(text.startIndex, offsetBy: tokens[range.lowerBound].bytes.lowerBound)
        let end = text.index(text.startIndex, offsetBy: tokens[range.upperBound - 1].bytes.upperBound)
        return String(Substring(text[start..<end]))
    }
}
