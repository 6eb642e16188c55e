import Synchronization

/// Notices work that stands still, so that a stuck process ends and is started anew instead of holding its partitions.
package final class Watchdog: Sendable {
    package let limit: Duration
    private let works = Mutex<[String: ContinuousClock.Instant]>([:])

    package init(limit: Duration) {
        self.limit = limit
    }

    /// `name` has work in hand, and has just moved on with it.
    package func moved(_ name: String) {
        works.withLock { $0[name] = .now }
    }

    /// `name` has nothing in hand.
    package func rests(_ name: String) {
        works.withLock { $0[name] = nil }
    }

    /// When each work in hand last moved.
    package var inHand: [String: ContinuousClock.Instant] {
        works.withLock { $0 }
    }

    /// The works that have not moved for longer than the limit.
    package func stuck(at now: ContinuousClock.Instant = .now) -> [String] {
        works.withLock { works in works.filter { now - $0.value > limit }.keys.sorted() }
    }
}
