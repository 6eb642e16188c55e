/// A clock was set, or set anew because the priority or the hand-off changed.
package struct Promised: Hashable, Codable, Sendable {
    package var clock: ClockKind
    /// Counts settings of this clock from 1: a warning or breach names the setting it belongs to.
    package var generation: Int
    package var startedAt: Instant
    package var warnAt: Instant
    package var dueAt: Instant

    package init(clock: ClockKind, generation: Int, startedAt: Instant, warnAt: Instant, dueAt: Instant) {
        (self.clock, self.generation, self.startedAt) = (clock, generation, startedAt)
        (self.warnAt, self.dueAt) = (warnAt, dueAt)
    }

    enum CodingKeys: String, CodingKey {
        case clock, generation
        case startedAt = "started_at"
        case warnAt = "warn_at"
        case dueAt = "due_at"
    }
}

/// A clock's warning or breach: said once for each setting of the clock.
package struct ClockMark: Hashable, Codable, Sendable {
    package var clock: ClockKind
    package var generation: Int
    package var dueAt: Instant

    package init(clock: ClockKind, generation: Int, dueAt: Instant) {
        (self.clock, self.generation, self.dueAt) = (clock, generation, dueAt)
    }

    enum CodingKeys: String, CodingKey {
        case clock, generation
        case dueAt = "due_at"
    }
}
