import Postgres

extension Migrations {
    /// The router's own state: open work, waiting or with a person, and how much each person has.
    static let router = Migration(
        name: "0006-router",
        sql: """
            CREATE TABLE router.assignment (
                ticket_id uuid PRIMARY KEY,
                department text NOT NULL,
                priority text NOT NULL,
                assignee text,
                waiting_since timestamptz NOT NULL
            ) WITH (fillfactor = 80);
            CREATE INDEX assignment_waiting ON router.assignment (department, priority, waiting_since, ticket_id)
                WHERE assignee IS NULL;

            CREATE TABLE router.workload (
                person text PRIMARY KEY,
                -- Tickets the person works on, at most their capacity.
                open integer NOT NULL CHECK (open >= 0),
                -- Open tickets whose customer the person faces, whoever works on them.
                owned integer NOT NULL CHECK (owned >= 0),
                last_given_at timestamptz
            ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01);

            -- Shifts are local times of the company; now() is the start of the transaction.
            CREATE VIEW router.on_shift AS
                SELECT person FROM shift
                WHERE weekday = extract(isodow FROM now() AT TIME ZONE 'Asia/Shanghai')
                    AND starts_at <= (now() AT TIME ZONE 'Asia/Shanghai')::time
                    AND ends_at > (now() AT TIME ZONE 'Asia/Shanghai')::time;
            """
    )
}
