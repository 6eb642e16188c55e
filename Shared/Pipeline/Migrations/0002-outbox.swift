import Postgres

extension Migrations {
    /// What is still to be published: journal rows by reference, everything else with its bytes.
    static let outbox = Migration(
        name: "0002-outbox",
        sql: """
            CREATE TABLE outbox (
                id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
                lane smallint NOT NULL CHECK (lane BETWEEN 0 AND 15),
                ticket_id uuid,
                seq integer,
                topic text,
                key bytea,
                headers text,
                payload bytea,
                created_at timestamptz NOT NULL DEFAULT now(),
                -- Set when Kafka refuses the row for good; a person puts it right, and the rest flows on.
                refused text,
                CHECK ((ticket_id IS NOT NULL AND seq IS NOT NULL) <> (topic IS NOT NULL))
            ) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0, fillfactor = 90);
            """
    )
}
