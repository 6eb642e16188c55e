/// How much one client may still ask: a bucket that holds a minute's requests and fills up evenly.
///
/// Whole numbers only: a request costs `price` units, and each microsecond brings `quota` of them, so that after a minute
/// the bucket is full, exactly.
package struct TokenBucket: Hashable, Sendable {
    /// Requests a minute.
    package let quota: Int
    private var level: Int64
    private var filledAt: Duration

    private static let price: Int64 = 60_000_000
    private static let longestPause: Int64 = 60_000_000

    /// A full bucket.
    package init(quota: Int, at now: Duration) {
        self.quota = max(1, quota)
        level = Int64(self.quota) * Self.price
        filledAt = now
    }

    /// Takes one request out, if one is in.
    ///
    /// - Parameter now: the time since any fixed moment, by a clock that never goes back.
    /// - Returns: whether there was one, and how much is left.
    package mutating func take(at now: Duration) -> Allowance {
        fill(at: now)
        let isAllowed = level >= Self.price
        if isAllowed { level -= Self.price }
        return Allowance(
            isAllowed: isAllowed,
            quota: quota,
            remaining: Int(level / Self.price),
            secondsUntilFull: seconds(until: Int64(quota) * Self.price),
            secondsUntilNext: seconds(until: Self.price)
        )
    }

    private mutating func fill(at now: Duration) {
        let (seconds, attoseconds) = (now - filledAt).components
        guard seconds >= 0, attoseconds >= 0 else { return }
        let pause = seconds >= 60 ? Self.longestPause : seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        level = min(level + pause * Int64(quota), Int64(quota) * Self.price)
        filledAt = now
    }

    private func seconds(until level: Int64) -> Int {
        let missing = max(0, level - self.level)
        let perSecond = Int64(quota) * 1_000_000
        return Int((missing + perSecond - 1) / perSecond)
    }
}

/// What a bucket said about one request, with what the client is told of it.
package struct Allowance: Hashable, Sendable {
    package let isAllowed: Bool
    package let quota: Int
    package let remaining: Int
    package let secondsUntilFull: Int
    /// 0 while there is some left.
    package let secondsUntilNext: Int

    /// The value of `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers).
    package var policy: String { #""default";q=\#(quota);w=60"# }

    /// The value of `RateLimit`.
    package var state: String {
        #""default";r=\#(remaining);t=\#(isAllowed ? secondsUntilFull : secondsUntilNext)"#
    }
}
