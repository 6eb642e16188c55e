package import Tickets

/// The category that the evidence speaks for, and how sure that is.
package struct Verdict: Sendable, Equatable {
    /// Below this confidence a person decides.
    ///
    /// One clear phrase without a rival passes, two equal rivals do not;
    /// an installation may set its own.
    package static let standardGate = 0.5

    package let category: Category
    /// 0…1.
    package let confidence: Double

    /// Judges the scores; with none at all the category is `other`, with no confidence.
    package init(_ scores: [Category: Double]) {
        let ranked = scores.filter { $0.value > 0 }
            .sorted { ($0.value, $1.key.rawValue) > ($1.value, $0.key.rawValue) }
        guard let best = ranked.first else {
            (category, confidence) = (.other, 0)
            return
        }
        let second = ranked.dropFirst().first?.value ?? 0
        category = best.key
        confidence = Self.strength(best.value) * Self.lead(best.value, over: second)
    }

    /// How much the best one is by itself: 1 → 0.2, 2 → 0.5, 3 → 0.7, 5 → 0.86.
    private static func strength(_ score: Double) -> Double {
        score * score / (score * score + 4)
    }

    /// How far the best one is ahead: 0.5 when it is level, 1 when it is alone or twice as strong.
    private static func lead(_ best: Double, over second: Double) -> Double {
        min(1, 0.5 + (best - second) / best)
    }
}
