import Postgres

extension Migrations {
    /// The departments and the people in them.
    static let company = Migration(
        name: "0004-company",
        sql: """
            CREATE TABLE department (
                code text PRIMARY KEY,
                name_zh text NOT NULL,
                name_en text NOT NULL,
                created_at timestamptz NOT NULL DEFAULT now()
            );

            CREATE TABLE person (
                code text PRIMARY KEY,
                name text NOT NULL,
                department text NOT NULL REFERENCES department (code),
                is_lead boolean NOT NULL DEFAULT false,
                capacity integer NOT NULL CHECK (capacity >= 0),
                active boolean NOT NULL DEFAULT true,
                created_at timestamptz NOT NULL DEFAULT now()
            );

            -- Local times of the company's time zone; weekday 1 is Monday (ISO 8601). 24:00 ends a day.
            CREATE TABLE shift (
                person text NOT NULL REFERENCES person (code) ON DELETE CASCADE,
                weekday smallint NOT NULL CHECK (weekday BETWEEN 1 AND 7),
                starts_at time NOT NULL,
                ends_at time NOT NULL CHECK (ends_at > starts_at),
                PRIMARY KEY (person, weekday, starts_at)
            );
            """
    )
}
