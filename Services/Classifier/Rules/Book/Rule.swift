import Tickets

/// One piece of what the rule book knows: words, and what they are a sign of.
package struct Rule: Sendable {
    /// What the words are a sign of.
    enum Sign: Hashable, Sendable {
        case category(Category)
        case sentiment(Sentiment)
        /// How many are hit, and how hard.
        case impact(Impact)
        case urgency(Urgency)
        /// The text asks for information.
        case question
        /// The customer says it is not the first time.
        case repeated
        /// The customer says something has not happened yet.
        case pending
        /// Takes back what is said right after it.
        case denial(Denial)
        /// Looks like a denial, but is none ("是不是").
        case nothing
    }

    /// What can take a rule's words back.
    enum Denial: Hashable, Sendable {
        /// "I don't want …": takes back wishes.
        case wish
        /// "It is not …": takes back states.
        case state
    }

    /// Stable, in the form `refund.progress`: it is stored with every decision.
    package let id: String
    let sign: Sign
    /// In units of evidence: 3 is one clear phrase, 1 a hint.
    package let weight: Double
    /// What the words say about the need, where they say it.
    let tier: NeedTier?
    let deniedBy: Denial?
    let terms: [String]

    init(
        _ id: String,
        _ sign: Sign,
        _ weight: Double,
        tier: NeedTier? = nil,
        deniedBy: Denial? = nil,
        _ terms: [String]
    ) {
        self.id = id
        self.sign = sign
        self.weight = weight
        self.tier = tier
        self.deniedBy = deniedBy
        self.terms = terms
    }
}
