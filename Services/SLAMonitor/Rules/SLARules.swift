package import Tickets

/// Holds every ticket to its promises, and says so once when one is about to break and once when it breaks.
///
/// What is broken follows from the history alone: a deadline that passed before the event that ended its clock is broken,
/// however late this service reads of it.
package struct SLARules: Rules {
    package let policy: SLAPolicy

    package init(policy: SLAPolicy) {
        self.policy = policy
    }

    package func decide(_ input: SLAInput, in clocks: Clocks?, at now: Instant) -> Decision<Clocks, TicketFact> {
        switch (input, clocks) {
        case (.happened(let event), nil): begin(event)
        case (.happened(let event), let clocks?): event.seq > clocks.seq ? follow(event, clocks) : .ignore
        case (.rang, nil): .ignore
        case (.rang(let kind, let ticket), let clocks?): ring(kind, ticket, clocks, now)
        }
    }

    private func begin(_ event: TicketEvent) -> Decision<Clocks, TicketFact> {
        guard let ticket = Ticket(event) else {
            return .reject(Reason("no clock was ever set for this ticket: its first event was not seen here"))
        }
        let clock = clock(.firstResponse, 1, ticket.priority, from: ticket.createdAt, event)
        return .keep(Clocks(firstResponse: clock), emit: [clock.promise])
    }

    private func follow(_ event: TicketEvent, _ clocks: Clocks) -> Decision<Clocks, TicketFact> {
        switch event.fact {
        case .classified(let found): retarget(clocks, found.priority, event)
        case .routed(let routed): handOff(clocks, routed, event)
        case .accepted, .returned: stop([.acceptance], of: clocks, event)
        case .progressed(let progress) where progress.isPublic: stop([.firstResponse], of: clocks, event)
        case .asked: stop([.firstResponse], of: clocks, event)
        case .resolved: stop([.firstResponse, .acceptance], of: clocks, event)
        case .received, .progressed, .assigned, .promised, .warned, .breached, .noted, .unrecognized: .ignore
        }
    }

    /// Another priority moves the deadlines that can still be kept, counted from where their clocks began.
    private func retarget(
        _ old: Clocks,
        _ priority: Priority,
        _ event: TicketEvent
    ) -> Decision<Clocks, TicketFact> {
        var clocks = old
        var facts: [TicketFact] = []
        for clock in old.all {
            facts += clocks.change(clock.kind) { change(&$0, to: priority, event) }
        }
        return .keep(clocks, emit: facts)
    }

    private func change(_ clock: inout Clock, to priority: Priority, _ event: TicketEvent) -> [TicketFact] {
        let broken = clock.settle(at: event.at)
        let isSame = policy.target(of: clock.kind, for: priority) == policy.target(of: clock.kind, for: clock.priority)
        (clock.priority, clock.seq) = (priority, event.seq)
        guard clock.isLive, !isSame else { return broken }
        let generation = clock.kind == .firstResponse ? clock.generation + 1 : clock.generation
        var moved = self.clock(clock.kind, generation, priority, from: clock.startedAt, event)
        // The same setting is not warned of twice; a new one is.
        if generation == clock.generation { moved.warnedAt = clock.warnedAt }
        clock = moved
        return [clock.promise]
    }

    /// A hand-off begins the acceptance clock anew; one that was still running ends unkept or unneeded.
    private func handOff(_ old: Clocks, _ routed: Routed, _ event: TicketEvent) -> Decision<Clocks, TicketFact> {
        var clocks = old
        let broken = clocks.change(.acceptance) { $0.stop(at: event.at) }
        let clock = clock(.acceptance, routed.handOff, clocks.priority, from: event.at, event)
        clocks.acceptance = clock
        return .keep(clocks, emit: broken + [clock.promise])
    }

    private func stop(_ kinds: [ClockKind], of old: Clocks, _ event: TicketEvent) -> Decision<Clocks, TicketFact> {
        var clocks = old
        var facts: [TicketFact] = []
        for kind in kinds where old[kind]?.stoppedAt == nil {
            facts += clocks.change(kind) {
                $0.seq = event.seq
                return $0.stop(at: event.at)
            }
        }
        return clocks == old ? .ignore : .keep(clocks, emit: facts)
    }

    /// Rings only while the ticket itself says that the clock still runs: it may be ahead of the events seen here, and then
    /// the event that is on its way settles the clock with its own time.
    private func ring(
        _ kind: ClockKind,
        _ ticket: Ticket,
        _ old: Clocks,
        _ now: Instant
    ) -> Decision<Clocks, TicketFact> {
        guard let clock = old[kind], ticket.waits(for: clock) else { return .ignore }
        var clocks = old
        let facts = clocks.change(kind) { $0.ring(at: now) }
        return facts.isEmpty ? .ignore : .keep(clocks, emit: facts)
    }

    private func clock(
        _ kind: ClockKind,
        _ generation: Int,
        _ priority: Priority,
        from start: Instant,
        _ event: TicketEvent
    ) -> Clock {
        let target = policy.target(of: kind, for: priority)
        return Clock(
            kind: kind,
            generation: generation,
            priority: priority,
            startedAt: start,
            warnAt: start + target * policy.warningShare,
            dueAt: start + target,
            seq: event.seq
        )
    }
}

extension Ticket {
    fileprivate func waits(for clock: Clock) -> Bool {
        guard priority == clock.priority, resolvedAt == nil else { return false }
        return switch clock.kind {
        case .firstResponse: firstRespondedAt == nil
        case .acceptance: department != nil && handOffs == clock.generation && acceptedAt == nil
        }
    }
}
