import Postgres

extension Invariants {
    /// Promise 6: a clock rings when the database says that it is due, once, and never for what was done in time.
    static let clocks = [
        Law(
            broken: "clocks that broke without their ticket saying so",
            offenders: """
                SELECT ticket_id || ' ' || kind FROM sla_monitor.clock
                WHERE breached_at IS NOT NULL AND NOT EXISTS (
                    SELECT FROM ticket_event AS event
                    WHERE event.ticket_id = clock.ticket_id AND event.type = 'shouwen.ticket.breached.v1'
                        AND event.data::jsonb ->> 'clock' = clock.kind
                        AND (event.data::jsonb ->> 'generation')::integer = clock.generation)
                """
        ),
        Law(
            broken: "clocks that broke before their time",
            offenders: """
                SELECT ticket_id || ' ' || kind FROM sla_monitor.clock
                WHERE breached_at < due_at
                """
        ),
        Law(
            broken: "clocks that broke although they were stopped in time",
            offenders: """
                SELECT ticket_id || ' ' || kind FROM sla_monitor.clock
                WHERE breached_at IS NOT NULL AND stopped_at < due_at
                """
        ),
        Law(
            broken: "clocks that are due and silent",
            offenders: """
                SELECT ticket_id || ' ' || kind FROM sla_monitor.clock WHERE next_at < now() - interval '10 seconds'
                """
        ),
    ]
}
