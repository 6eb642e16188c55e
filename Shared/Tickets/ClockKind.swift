/// What a clock of the service-level agreement measures.
package enum ClockKind: String, Codable, CaseIterable, Comparable, Sendable {
    /// 首次响应: from receipt to the first answer the customer sees.
    case firstResponse = "first_response"
    /// 签收: from a department being given the ticket to its accepting or returning it.
    case acceptance

    package static func < (left: ClockKind, right: ClockKind) -> Bool {
        left.rawValue < right.rawValue
    }
}
