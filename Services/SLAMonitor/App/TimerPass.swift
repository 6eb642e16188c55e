import Pipeline
import Postgres
import SLAMonitorRules
import Tickets

/// One pass over the clocks that are due: each rings once, whoever of several replicas finds it.
struct TimerPass: Sendable {
    /// What one pass came to.
    struct Result: Sendable {
        var due = 0
        var postponed = 0
        /// How late each clock rang.
        var lateness: [Duration] = []
    }

    let rules: SLARules
    let store: ClockStore
    let source: String
    let limit: Int

    init(rules: SLARules, store: ClockStore, source: String, limit: Int = 500) {
        (self.rules, self.store, self.source, self.limit) = (rules, store, source, limit)
    }

    /// Rings what is due in one transaction; a ticket that somebody else holds is left for a later pass.
    func run(over pool: Pool) async throws -> Result {
        let result = try await pool.transaction { session in try ring(in: session) }
        store.meters.note(result)
        return result
    }

    private func ring(in session: borrowing Session) throws -> Result {
        let due = try DueClocks.find(atMost: limit, in: session).all
        guard !due.isEmpty else { return Result() }
        let tickets = try Journal.lockFree(Array(Set(due.map { $0.ticket })).sorted(), in: session)
        // Read after the lock: another pass may have rung the clock, or an event stopped it, since it was found.
        let states = try store.load(tickets.keys.sorted(), tickets, nil, in: session)
        var writer = Writer(source: source, now: try Journal.now(in: session), tickets: tickets)
        let deliberation = Deliberation(
            questions(due, tickets),
            rules: rules,
            states: states,
            at: writer.now
        )
        try store.save(deliberation.effects, with: &writer, in: session)
        try writer.write(in: session)
        return try settle(due, states, deliberation.effects, at: writer.now, in: session)
    }

    private func questions(
        _ due: [DueClocks.Due],
        _ tickets: [TicketID: Ticket]
    ) -> [Deliberation<SLARules>.Question] {
        due.compactMap { clock in
            tickets[clock.ticket].map { .init(ticket: clock.ticket, input: .rang(clock.kind, on: $0)) }
        }
    }

    private func settle(
        _ due: [DueClocks.Due],
        _ before: [TicketID: Clocks],
        _ effects: [Effect<Clocks, TicketFact>],
        at now: Instant,
        in session: borrowing Session
    ) throws -> Result {
        let after = before.merging(effects.compactMap { effect in effect.state.map { (effect.ticket, $0) } }) { $1 }
        var (result, waiting) = (Result(due: due.count), [DueClocks.Due]())
        for clock in due {
            guard let wasDue = before[clock.ticket]?[clock.kind]?.nextAt, wasDue <= now else { continue }
            if before[clock.ticket]?[clock.kind] != after[clock.ticket]?[clock.kind] {
                result.lateness.append(now - wasDue)
            } else {
                waiting.append(clock)
            }
        }
        try DueClocks.postpone(waiting, in: session)
        result.postponed = waiting.count
        return result
    }
}
