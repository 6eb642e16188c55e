import Postgres

extension Migrations {
    /// Who may hand tickets in, and what they have handed in before.
    static let doors = Migration(
        name: "0003-doors",
        sql: """
            CREATE TABLE channel_token (
                id text PRIMARY KEY,
                secret_hash bytea NOT NULL,
                channel text NOT NULL,
                source text NOT NULL,
                requests_per_minute integer NOT NULL CHECK (requests_per_minute > 0),
                created_at timestamptz NOT NULL DEFAULT now(),
                expires_at timestamptz,
                revoked_at timestamptz
            );

            CREATE TABLE idempotency_key (
                client text NOT NULL,
                key text NOT NULL,
                fingerprint bytea NOT NULL,
                ticket_id uuid NOT NULL,
                number text NOT NULL,
                created_at timestamptz NOT NULL DEFAULT now(),
                PRIMARY KEY (client, key)
            );
            CREATE INDEX idempotency_key_by_age ON idempotency_key USING brin (created_at);
            """
    )
}
