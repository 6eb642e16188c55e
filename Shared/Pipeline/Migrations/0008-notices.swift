import Postgres

extension Migrations {
    /// The notifier's own state: who has to do with which ticket, the ledger of what was told to whom, and the webhooks
    /// that want to be told.
    static let notices = Migration(
        name: "0008-notices",
        sql: """
            CREATE TABLE notifier.standing (
                ticket_id uuid PRIMARY KEY,
                owner text NOT NULL,
                department text,
                assignee text
            ) WITH (fillfactor = 80);

            CREATE TABLE notifier.webhook (
                id uuid PRIMARY KEY,
                url text NOT NULL,
                secret text NOT NULL,
                department text,
                events text[],
                created_at timestamptz NOT NULL DEFAULT now(),
                disabled_at timestamptz,
                disabled_reason text,
                failures integer NOT NULL DEFAULT 0,
                open_until timestamptz
            );

            CREATE TABLE notifier.notice (
                id uuid PRIMARY KEY,
                event_id text NOT NULL,
                recipient text NOT NULL,
                channel text NOT NULL,
                ticket_id uuid NOT NULL,
                type text NOT NULL,
                payload text NOT NULL,
                trace text,
                state text NOT NULL CHECK (state IN ('pending', 'sent', 'dead')),
                attempts integer NOT NULL DEFAULT 0,
                next_at timestamptz,
                -- Until then it is on its way; a sender that died leaves it to the next one.
                leased_until timestamptz,
                last_error text,
                created_at timestamptz NOT NULL DEFAULT now(),
                sent_at timestamptz,
                read_at timestamptz,
                UNIQUE (event_id, recipient, channel)
            ) WITH (fillfactor = 80);
            CREATE INDEX notice_due ON notifier.notice (recipient, next_at) WHERE state = 'pending';
            CREATE INDEX notice_by_recipient ON notifier.notice (recipient, created_at) WHERE channel = 'in_app';
            """
    )
}
