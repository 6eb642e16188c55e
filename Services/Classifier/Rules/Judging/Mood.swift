import Tickets

/// Judges the tone of a text.
enum Mood {
    /// What one clear word of a tone weighs.
    private static let enough = 2.0

    static func judge(_ reading: Reading, about category: Category, tier: NeedTier) -> (Sentiment, [RuleHit]) {
        let angry = reading.hits(.sentiment(.angry))
        let anxious = reading.hits(.sentiment(.anxious))
        let positive = reading.hits(.sentiment(.positive))
        if weight(angry) + (isShouted(reading.original) ? 1 : 0) >= enough { return (.angry, angry) }
        if weight(anxious) >= enough { return (.anxious, anxious) }
        // "Love the cup, but it is broken": kind words around a problem do not make the customer happy.
        let hasProblem = tier == .complex && category != .other
        if weight(positive) >= enough && !hasProblem { return (.positive, positive) }
        return (.neutral, [])
    }

    private static func weight(_ hits: [RuleHit]) -> Double {
        hits.reduce(0) { $0 + $1.rule.weight }
    }

    /// Three exclamation marks, or a text mostly in capitals.
    private static func isShouted(_ text: String) -> Bool {
        var marks = 0
        var capitals = 0
        var small = 0
        for scalar in text.unicodeScalars {
            switch scalar {
            case "!", "！": marks += 1
            case "A"..."Z": capitals += 1
            case "a"..."z": small += 1
            default: break
            }
        }
        return marks >= 3 || (capitals >= 12 && capitals > small * 2)
    }
}
