import Synchronization

/// Notices work that stands still, so that a stuck process ends and is started anew instead of holding its partitions.
package final class Watchdog: Sendable {
    /// What a look at a piece of work can show.
    package enum Sight: Sendable, Hashable {
        /// Nothing has to be done, or nothing can be.
        case rests
        /// It has moved on since the last look.
        case moves
        /// It could move on, and has not since the last look.
        case stands
    }

    package let limit: Duration
    private let works = Mutex<[String: ContinuousClock.Instant]>([:])
    private let looks = Mutex<[(name: String, look: @Sendable () async -> Sight)]>([])

    package init(limit: Duration) {
        self.limit = limit
    }

    /// `name` has work in hand, and has just moved on with it.
    package func moved(_ name: String) {
        saw(name, .moves)
    }

    /// `name` has nothing in hand.
    package func rests(_ name: String) {
        saw(name, .rests)
    }

    package func saw(_ name: String, _ sight: Sight, at now: ContinuousClock.Instant = .now) {
        works.withLock { works in
            switch sight {
            case .rests: works[name] = nil
            case .moves: works[name] = now
            case .stands: works[name] = works[name] ?? now
            }
        }
    }

    /// From now on `name` is looked at with every round: it cannot say of itself that it moves.
    package func watch(_ name: String, _ look: @escaping @Sendable () async -> Sight) {
        looks.withLock { $0.append((name, look)) }
    }

    /// One round: looks at everything that is watched, and answers what is stuck.
    func round() async -> [String] {
        for (name, look) in looks.withLock(\.self) { saw(name, await look()) }
        return stuck()
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
