/// How long to wait before a process that died is started again: 0.2 s, twice as long each time, 5 s at most.
struct Backoff: Sendable {
    static let first: Duration = .milliseconds(200)
    static let longest: Duration = .seconds(5)

    private var upcoming = first

    mutating func next() -> Duration {
        defer { upcoming = min(upcoming * 2, Self.longest) }
        return upcoming
    }

    mutating func reset() {
        upcoming = Self.first
    }
}
