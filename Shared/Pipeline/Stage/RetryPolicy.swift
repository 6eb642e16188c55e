/// How long to wait before trying again: longer each time, never the same for two that failed together.
package struct RetryPolicy: Sendable {
    package let first: Duration
    package let longest: Duration

    package init(first: Duration = .milliseconds(200), longest: Duration = .seconds(10)) {
        (self.first, self.longest) = (first, longest)
    }

    /// The wait after the `failures`th failure in a row; `chance`, 0…1 and drawn by the caller, spreads it over its upper half.
    package func delay(after failures: Int, chance: Double) -> Duration {
        let doublings = min(max(failures - 1, 0), 20)
        let full = min(first * (1 << doublings), longest)
        return full / 2 + (full / 2) * min(max(chance, 0), 1)
    }
}
