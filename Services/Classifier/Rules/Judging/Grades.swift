/// How many customers a problem hits, and how hard: one side of the priority table.
package enum Impact: String, Sendable, Comparable, CaseIterable {
    /// Inconvenience, question, idea.
    case minor
    /// One customer cannot use what they paid for, or money is at stake.
    case single
    /// Many customers, safety, fraud, or a media or legal threat.
    case wide

    package static func < (one: Impact, other: Impact) -> Bool {
        one.rank < other.rank
    }

    private var rank: Int {
        switch self {
        case .minor: 0
        case .single: 1
        case .wide: 2
        }
    }
}

/// How soon a problem must be dealt with: the other side of the priority table.
package enum Urgency: String, Sendable, Comparable, CaseIterable {
    case normal
    /// Today or a date is at stake.
    case soon
    /// Loss or harm is happening now, or a promise is already broken.
    case urgent

    package static func < (one: Urgency, other: Urgency) -> Bool {
        one.rank < other.rank
    }

    private var rank: Int {
        switch self {
        case .normal: 0
        case .soon: 1
        case .urgent: 2
        }
    }
}
