/// The tone of a customer's words, which raises priority and guides how to reply.
package enum Sentiment: String, Codable, CaseIterable, Sendable {
    /// Blame, threats, insults.
    case angry
    /// Worry, pressing for time.
    case anxious
    case neutral
    case positive

    package var chineseName: String {
        switch self {
        case .angry: "愤怒"
        case .anxious: "焦急"
        case .neutral: "平静"
        case .positive: "满意"
        }
    }

    package var englishName: String {
        switch self {
        case .angry: "Angry"
        case .anxious: "Anxious"
        case .neutral: "Neutral"
        case .positive: "Positive"
        }
    }

    /// Whether a sensitive or high-value customer in this mood raises the priority.
    package var isNegative: Bool {
        self == .angry || self == .anxious
    }
}
