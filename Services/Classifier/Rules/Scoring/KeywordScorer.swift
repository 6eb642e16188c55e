import Tickets

/// Judges by the words of the rule book and by which category goes first.
package struct KeywordScorer: Scorer {
    package let name = "keywords"
    private let precedences: [Precedence]

    package init(_ book: RuleBook = .standard) {
        precedences = book.precedences
    }

    package func evidence(in reading: Reading) -> Evidence {
        var weights: [Category: [Double]] = [:]
        var evidence = Evidence()
        for hit in reading.hits {
            guard case .category(let category) = hit.rule.sign else { continue }
            weights[category, default: []].append(hit.rule.weight)
            evidence.reasons.append(
                ClassificationReason(rule: hit.rule.id, words: [hit.words], weight: hit.rule.weight)
            )
        }
        evidence.scores = weights.mapValues(Self.score)
        let rules = Set(reading.hits.map(\.rule.id))
        for precedence in precedences where precedence.holds(rules) { apply(precedence, to: &evidence) }
        return evidence
    }

    /// The strongest sign counts whole and each further one half as much as the one before: many ways to say one
    /// thing are not many things.
    private static func score(_ weights: [Double]) -> Double {
        weights.sorted(by: >).reduce((sum: 0.0, share: 1.0)) { ($0.sum + $1 * $0.share, $0.share / 2) }.sum
    }

    private func apply(_ precedence: Precedence, to evidence: inout Evidence) {
        for category in precedence.lowers {
            guard let score = evidence.scores[category] else { continue }
            evidence.scores[category] = score * precedence.factor
            evidence.reasons.append(
                ClassificationReason(
                    rule: "precedence.\(precedence.id)",
                    words: [category.rawValue],
                    weight: score * (precedence.factor - 1)
                )
            )
        }
    }
}
