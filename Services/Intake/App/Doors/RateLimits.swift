import IntakeRules
import Synchronization

/// The bucket of each token, in this process; replicas count for themselves.
final class RateLimits: Sendable {
    private let buckets = Mutex<[String: TokenBucket]>([:])
    private let start = ContinuousClock.now

    /// Takes one request out of the token's bucket.
    func take(_ token: TokenBook.Entry) -> Allowance {
        let now = ContinuousClock.now - start
        return buckets.withLock { buckets in
            if buckets[token.id]?.quota != token.requestsPerMinute {
                buckets[token.id] = TokenBucket(quota: token.requestsPerMinute, at: now)
            }
            return buckets[token.id, default: TokenBucket(quota: token.requestsPerMinute, at: now)].take(at: now)
        }
    }
}
