/// The beat of a load: so many strokes a second, evenly, without making up for those that were missed.
package struct Pace: Sendable {
    private let interval: Duration
    private var next: ContinuousClock.Instant

    /// Begins after a part (0…1) of the interval, so that several that begin together do not strike together.
    package init(perSecond rate: Double, part: Double = 0) {
        interval = .seconds(1 / max(rate, 0.001))
        next = .now + interval * min(max(part, 0), 1)
    }

    /// Returns at the next stroke.
    package mutating func stroke() async throws {
        try await Task.sleep(until: next)
        next = max(next + interval, .now)
    }
}
