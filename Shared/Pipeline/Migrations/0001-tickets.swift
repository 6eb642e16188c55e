import Postgres

extension Migrations {
    /// The journal, which is the truth, and the ticket row, which is its fold.
    static let tickets = Migration(
        name: "0001-tickets",
        sql: """
            CREATE SEQUENCE ticket_number_sequence;

            CREATE TABLE ticket (
                id uuid PRIMARY KEY,
                version integer NOT NULL,
                number text NOT NULL UNIQUE,
                channel text NOT NULL,
                source text NOT NULL,
                contact text NOT NULL,
                subject text NOT NULL,
                text text NOT NULL,
                order_number text,
                language text,
                attachments text NOT NULL,
                category text,
                tier text,
                priority text NOT NULL,
                sentiment text,
                confidence double precision,
                stage text NOT NULL,
                owner text NOT NULL,
                department text,
                assignee text,
                hand_offs integer NOT NULL,
                bounces integer NOT NULL,
                first_response_due_at timestamptz,
                first_responded_at timestamptz,
                acceptance_due_at timestamptz,
                accepted_at timestamptz,
                resolved_at timestamptz,
                breaches integer NOT NULL,
                created_at timestamptz NOT NULL,
                updated_at timestamptz NOT NULL
            ) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
            CREATE INDEX ticket_by_stage ON ticket (stage, id);

            CREATE TABLE ticket_event (
                ticket_id uuid NOT NULL,
                seq integer NOT NULL CHECK (seq > 0),
                type text NOT NULL,
                at timestamptz NOT NULL,
                source text NOT NULL,
                trace text,
                data text NOT NULL,
                tx xid8 NOT NULL DEFAULT pg_current_xact_id(),
                position bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
                PRIMARY KEY (ticket_id, seq)
            );
            CREATE UNIQUE INDEX ticket_event_feed ON ticket_event (tx, position);

            CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'the journal only grows: % is refused', TG_OP
                    USING ERRCODE = 'restrict_violation';
            END $$;
            CREATE TRIGGER ticket_event_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON ticket_event
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
            """
    )
}
