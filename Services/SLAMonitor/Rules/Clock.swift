package import Tickets

/// One promise to a ticket: when it began, when it is due, and what became of it.
package struct Clock: Hashable, Sendable {
    package let kind: ClockKind
    /// Counts settings of the first response; of an acceptance it is the number of the hand-off.
    package let generation: Int
    /// The priority its target was chosen by.
    package var priority: Priority
    package let startedAt: Instant
    package var warnAt: Instant
    package var dueAt: Instant
    package var warnedAt: Instant?
    package var breachedAt: Instant?
    package var stoppedAt: Instant?
    /// The `seq` of the last event that changed it: an event that is not later has had its effect.
    package var seq: Int

    package init(
        kind: ClockKind,
        generation: Int,
        priority: Priority,
        startedAt: Instant,
        warnAt: Instant,
        dueAt: Instant,
        seq: Int
    ) {
        (self.kind, self.generation, self.priority) = (kind, generation, priority)
        (self.startedAt, self.warnAt, self.dueAt, self.seq) = (startedAt, warnAt, dueAt, seq)
    }

    /// Whether it can still be kept: it neither came to its end nor was broken.
    package var isLive: Bool {
        stoppedAt == nil && breachedAt == nil
    }

    /// When it rings next: at its warning, then just after its deadline, for at the deadline is in time.
    package var nextAt: Instant? {
        guard isLive else { return nil }
        return warnedAt == nil ? warnAt : breaksAt
    }

    private var breaksAt: Instant {
        dueAt + .microseconds(1)
    }

    package var promise: TicketFact {
        .promised(
            Promised(clock: kind, generation: generation, startedAt: startedAt, warnAt: warnAt, dueAt: dueAt)
        )
    }

    private var mark: ClockMark {
        ClockMark(clock: kind, generation: generation, dueAt: dueAt)
    }

    /// Says what is due at `now`: the warning, the breach, or late in the day both, in this order.
    mutating func ring(at now: Instant) -> [TicketFact] {
        var facts: [TicketFact] = []
        if isLive, warnedAt == nil, now >= warnAt {
            warnedAt = now
            facts.append(.warned(mark))
        }
        return facts + settle(at: now)
    }

    /// Says that it was broken when it was, at a moment that the history knows: nothing depends on who noticed when.
    ///
    /// A warning is not said any more: it calls for something to be done in time.
    mutating func settle(at instant: Instant) -> [TicketFact] {
        guard isLive, instant >= breaksAt else { return [] }
        breachedAt = instant
        return [.breached(mark)]
    }

    /// What the clock waited for happened at `instant`.
    mutating func stop(at instant: Instant) -> [TicketFact] {
        guard stoppedAt == nil else { return [] }
        let facts = settle(at: instant)
        stoppedAt = instant
        return facts
    }
}
