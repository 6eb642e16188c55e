import Tickets

/// Judges how deep the need goes.
enum Tier {
    static func judge(_ reading: Reading, _ category: Category) -> NeedTier {
        let words = reading.hits.filter { $0.rule.sign == .category(category) }
        switch category {
        case .suggestion, .business:
            return .latent
        case .other:
            return .basic
        case .refund, .damage, .repair, .delivery, .fault, .account, .payment, .promotion, .usage, .security, .service:
            break
        }
        let told = words.compactMap { hit in hit.rule.tier.map { (tier: $0, weight: hit.rule.weight) } }
        let asks = !reading.hits(.question).isEmpty
        if let strongest = told.max(by: { $0.weight < $1.weight }) {
            // "How do I return this?" is answered by a page; that the words also ask for a return changes nothing.
            let isAnswered = asks && told.contains { $0.tier == .basic } && strongest.weight < 4
            return isAnswered ? .basic : strongest.tier
        }
        return asks || category == .usage || category == .promotion ? .basic : .complex
    }
}
