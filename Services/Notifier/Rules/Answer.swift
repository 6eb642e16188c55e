package import Tickets

/// What came of one attempt to deliver a notice.
package enum Answer: Hashable, Sendable {
    case delivered
    /// The receiver wants no notices any more.
    case gone
    /// It may arrive another time; `asked` is how long the receiver wants to be left alone.
    case failed(String, asked: Duration?)

    /// What a receiver's HTTP answer means.
    ///
    /// A redirect is a failure: following it would send signed data where nobody configured it to go.
    package init(status: Int, retryAfter: String?, at now: Instant) {
        switch status {
        case 200..<300: self = .delivered
        case 410: self = .gone
        case 429, 503:
            self = .failed("answered \(status)", asked: retryAfter.flatMap { RetryAfter.wait($0, at: now) })
        case 300..<400: self = .failed("answered \(status), a redirect; set the new address instead", asked: nil)
        default: self = .failed("answered \(status)", asked: nil)
        }
    }

    /// The word for it in figures.
    package var name: String {
        switch self {
        case .delivered: "sent"
        case .gone: "gone"
        case .failed: "failed"
        }
    }
}
