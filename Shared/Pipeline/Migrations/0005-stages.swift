import Postgres

extension Migrations {
    /// How far each consumer is with each ticket, what it set aside, and the messages without a seq it has seen.
    static let stages = Migration(
        name: "0005-stages",
        sql: """
            CREATE SCHEMA classifier;
            CREATE SCHEMA router;
            CREATE SCHEMA sla_monitor;
            CREATE SCHEMA notifier;
            CREATE TABLE classifier.progress (ticket_id uuid PRIMARY KEY, last_seq integer NOT NULL)
                WITH (fillfactor = 80);
            CREATE TABLE router.progress (ticket_id uuid PRIMARY KEY, last_seq integer NOT NULL)
                WITH (fillfactor = 80);
            CREATE TABLE sla_monitor.progress (ticket_id uuid PRIMARY KEY, last_seq integer NOT NULL)
                WITH (fillfactor = 80);
            CREATE TABLE notifier.progress (ticket_id uuid PRIMARY KEY, last_seq integer NOT NULL)
                WITH (fillfactor = 80);

            CREATE TABLE parked (
                consumer text NOT NULL,
                ticket_id uuid NOT NULL,
                seq integer NOT NULL,
                type text NOT NULL,
                reason text NOT NULL,
                parked_at timestamptz NOT NULL DEFAULT now(),
                PRIMARY KEY (consumer, ticket_id)
            );

            CREATE TABLE inbox (
                consumer text NOT NULL,
                message_id text NOT NULL,
                received_at timestamptz NOT NULL DEFAULT now(),
                PRIMARY KEY (consumer, message_id)
            );
            CREATE INDEX inbox_by_age ON inbox USING brin (received_at);
            """
    )
}
