import Pipeline
import Postgres
import SLAMonitorRules
import Tickets

/// Keeps the clocks of tickets in `sla_monitor.clock`, and lets what the rules say happen to the tickets.
struct ClockStore: StateStore {
    let appendsToTickets = true
    let meters: ClockMeters

    func load(
        _ ids: [TicketID],
        _ tickets: [TicketID: Ticket],
        _ asked: PendingRows?,
        in session: borrowing Session
    ) throws -> [TicketID: Clocks] {
        let rows = try session.query(
            """
            SELECT ticket_id, kind, generation, priority, started_at, warn_at, due_at, warned_at, breached_at, stopped_at,
                seq
            FROM sla_monitor.clock WHERE ticket_id = ANY(\(ids))
            """
        )
        var clocks: [TicketID: [Clock]] = [:]
        for row in rows {
            clocks[try row["ticket_id", as: TicketID.self], default: []].append(try Clock(row))
        }
        return clocks.compactMapValues(Clocks.init)
    }

    func save(
        _ effects: [Effect<Clocks, TicketFact>],
        with writer: inout Writer,
        in session: borrowing Session
    ) throws {
        var states: [TicketID: Clocks] = [:]
        for effect in effects {
            states[effect.ticket] = effect.state
            try writer.append(effect.outputs, to: effect.ticket, cause: effect.cause?.trace)
            meters.count(effect.outputs)
        }
        try write(states.flatMap { ticket, clocks in clocks.all.map { (ticket, $0) } }, in: session)
    }

    private func write(_ rows: [(ticket: TicketID, clock: Clock)], in session: borrowing Session) throws {
        guard !rows.isEmpty else { return }
        let clocks = rows.map { $0.clock }
        try session.post(
            """
            INSERT INTO sla_monitor.clock AS old (ticket_id, kind, generation, priority, started_at, warn_at, due_at, warned_at,
                breached_at, stopped_at, next_at, seq)
            SELECT * FROM unnest(\(rows.map { $0.ticket }), \(clocks.map { $0.kind.rawValue }),
                \(clocks.map { Int32($0.generation) }), \(clocks.map { $0.priority.rawValue }), \(clocks.map { $0.startedAt }),
                \(clocks.map { $0.warnAt }), \(clocks.map { $0.dueAt }), \(clocks.map { $0.warnedAt }),
                \(clocks.map { $0.breachedAt }), \(clocks.map { $0.stoppedAt }), \(clocks.map { $0.nextAt }),
                \(clocks.map { Int32($0.seq) }))
            ON CONFLICT (ticket_id, kind) DO UPDATE SET generation = excluded.generation,
                priority = excluded.priority, started_at = excluded.started_at, warn_at = excluded.warn_at,
                due_at = excluded.due_at, warned_at = excluded.warned_at, breached_at = excluded.breached_at,
                stopped_at = excluded.stopped_at, next_at = excluded.next_at, seq = excluded.seq
            """
        )
    }
}

extension Clock {
    fileprivate init(_ row: Row) throws {
        self.init(
            kind: try row.code("kind"),
            generation: Int(try row["generation", as: Int32.self]),
            priority: try row.code("priority"),
            startedAt: try row["started_at", as: Instant.self],
            warnAt: try row["warn_at", as: Instant.self],
            dueAt: try row["due_at", as: Instant.self],
            seq: Int(try row["seq", as: Int32.self])
        )
        warnedAt = try row["warned_at", as: Instant?.self]
        breachedAt = try row["breached_at", as: Instant?.self]
        stoppedAt = try row["stopped_at", as: Instant?.self]
    }
}
