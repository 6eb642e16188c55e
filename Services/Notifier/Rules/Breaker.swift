package import Tickets

/// Spares a receiver that fails: after five failures in a row nothing is sent for a while, then one notice to try.
package struct Breaker: Hashable, Sendable {
    /// In a row.
    package private(set) var failures: Int
    /// Nothing is sent before this moment, and after it one notice at a time until one succeeds; nil: no limit.
    package private(set) var openUntil: Instant?

    package static let tolerated = 5
    package static let shortest: Duration = .seconds(30)
    package static let longest: Duration = .minutes(10)

    package init(failures: Int = 0, openUntil: Instant? = nil) {
        (self.failures, self.openUntil) = (failures, openUntil)
    }

    /// How many notices may be on their way to the receiver at `now`.
    package func room(at now: Instant) -> Int {
        guard let openUntil else { return 2 }
        return now < openUntil ? 0 : 1
    }

    /// A notice arrived.
    package mutating func succeeded() {
        self = Breaker()
    }

    /// A notice did not arrive; `asked` is how long the receiver wants to be left alone.
    package mutating func failed(at now: Instant, asked: Duration? = nil) {
        failures += 1
        let pause = max(ownPause ?? .zero, min(asked ?? .zero, Self.longest))
        guard pause > .zero else { return }
        openUntil = max(now + pause, openUntil ?? now)
    }

    /// Doubles with each failure beyond the tolerated ones.
    private var ownPause: Duration? {
        guard failures >= Self.tolerated else { return nil }
        return min(Self.shortest * (1 << min(failures - Self.tolerated, 10)), Self.longest)
    }
}
