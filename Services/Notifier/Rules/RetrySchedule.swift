/// When a notice that could not be delivered is tried again: for about three days, ever more rarely.
package struct RetrySchedule: Hashable, Sendable {
    /// The wait before each attempt; the first is made at once.
    private let waits: [Duration]
    /// The share by which a wait may be longer or shorter, so that what failed together does not return together.
    private static let spread = 0.2

    package init(waits: [Duration]) {
        self.waits = waits
    }

    /// The schedule of Standard Webhooks.
    package static let standard = RetrySchedule(waits: [
        .zero, .seconds(5), .minutes(5), .minutes(30), .hours(2),
        .hours(5), .hours(10), .hours(14), .hours(20), .hours(24),
    ])

    package var attempts: Int { waits.count }

    /// The wait after the `attempt`th attempt (from 1) failed; nil when it was the last.
    ///
    /// `chance` is 0…1, drawn by the caller. What the receiver `asked` for may lengthen the wait, to a day at most.
    package func wait(after attempt: Int, chance: Double, asked: Duration? = nil) -> Duration? {
        guard attempt >= 1, attempt < waits.count else { return nil }
        let factor = 1 + Self.spread * (2 * min(max(chance, 0), 1) - 1)
        return max(waits[attempt] * factor, min(asked ?? .zero, .hours(24)))
    }
}

extension Duration {
    static func minutes(_ count: Int) -> Duration { .seconds(60 * count) }
    static func hours(_ count: Int) -> Duration { .seconds(3600 * count) }
}
