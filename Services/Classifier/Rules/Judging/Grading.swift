package import Tickets

/// How the priority came about: impact × urgency, and whether it was raised.
package struct Grading: Sendable, Equatable {
    package let impact: Impact
    package let urgency: Urgency
    /// Why it was raised a level, if it was.
    package let raise: String?
    package let priority: Priority
    /// The rules and words behind it.
    package let signs: [ClassificationReason]

    /// The event-grading standard.
    package static func priority(_ impact: Impact, _ urgency: Urgency) -> Priority {
        switch (impact, urgency) {
        case (.wide, .urgent), (.wide, .soon): .p1
        case (.wide, .normal), (.single, .urgent): .p2
        case (.single, .soon), (.single, .normal), (.minor, .urgent): .p3
        case (.minor, .soon), (.minor, .normal): .p4
        }
    }

    /// All of it as reasons to store.
    var reasons: [ClassificationReason] {
        let table = "\(impact.rawValue) × \(urgency.rawValue)" + (raise.map { ", raised: \($0)" } ?? "")
        return signs + [ClassificationReason(rule: "priority.\(priority.rawValue)", words: [table], weight: 0)]
    }
}
