import Postgres

extension Migrations {
    /// The SLA monitor's own state: one row a clock; `next_at` is when its warning or its breach is due.
    static let clocks = Migration(
        name: "0007-clocks",
        sql: """
            CREATE TABLE sla_monitor.clock (
                ticket_id uuid NOT NULL,
                kind text NOT NULL,
                generation integer NOT NULL,
                priority text NOT NULL,
                started_at timestamptz NOT NULL,
                warn_at timestamptz NOT NULL,
                due_at timestamptz NOT NULL,
                warned_at timestamptz,
                breached_at timestamptz,
                stopped_at timestamptz,
                next_at timestamptz,
                -- The ticket's last event that changed this clock.
                seq integer NOT NULL,
                PRIMARY KEY (ticket_id, kind)
            ) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
            CREATE INDEX clock_next ON sla_monitor.clock (next_at) WHERE next_at IS NOT NULL;
            """
    )
}
