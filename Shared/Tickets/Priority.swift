/// How soon a ticket must be served, from impact × urgency: P1 is the most pressing.
package enum Priority: String, Codable, CaseIterable, Sendable, Comparable {
    case p1 = "P1"
    case p2 = "P2"
    case p3 = "P3"
    case p4 = "P4"

    package var chineseName: String {
        switch self {
        case .p1: "特急"
        case .p2: "紧急"
        case .p3: "一般"
        case .p4: "低"
        }
    }

    package var englishName: String {
        switch self {
        case .p1: "Critical"
        case .p2: "High"
        case .p3: "Normal"
        case .p4: "Low"
        }
    }

    /// One level more pressing, never above P1.
    package var raised: Priority {
        switch self {
        case .p1, .p2: .p1
        case .p3: .p2
        case .p4: .p3
        }
    }

    /// 1 for P1 … 4 for P4, for sorting the most pressing first.
    package var rank: Int {
        switch self {
        case .p1: 1
        case .p2: 2
        case .p3: 3
        case .p4: 4
        }
    }

    /// Orders by pressure: `.p4 < .p1`, so that `max` picks the most pressing.
    package static func < (one: Priority, other: Priority) -> Bool {
        one.rank > other.rank
    }
}
