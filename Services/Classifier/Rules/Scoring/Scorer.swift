package import Tickets

/// Judges how much a text speaks for each category; keyword rules are one scorer, a trained model is another.
///
/// All scorers speak in one unit, so that they can be added: 0 knows nothing, 3 is one clear phrase, 5 leaves no doubt.
/// A model with probabilities answers `ln(p / p₀)`, cut to 0…6, where p₀ is the share of the category in its training.
package protocol Scorer: Sendable {
    /// Stands in stored reasons, so it must stay the same.
    var name: String { get }

    func evidence(in reading: Reading) -> Evidence
}

/// What speaks for each category, and why.
package struct Evidence: Sendable {
    package var scores: [Category: Double]
    package var reasons: [ClassificationReason]

    package init(scores: [Category: Double] = [:], reasons: [ClassificationReason] = []) {
        self.scores = scores
        self.reasons = reasons
    }

    /// Adds up what several scorers found, each with its weight: independent evidence for one category adds.
    ///
    /// A category that a scorer does not name gets nothing from it, so an untrained model changes nothing.
    static func combined(_ parts: [(evidence: Evidence, weight: Double)]) -> Evidence {
        parts.reduce(into: Evidence()) { whole, part in
            for (category, score) in part.evidence.scores {
                whole.scores[category, default: 0] += score * part.weight
            }
            whole.reasons += part.evidence.reasons
        }
    }
}
