import Postgres

extension Migrations {
    /// Lets a statement fail its transaction on a condition, so that nobody has to wait for its answer to find out.
    static let conditions = Migration(
        name: "0010-conditions",
        sql: """
            CREATE FUNCTION require_that(holds boolean, otherwise text) RETURNS void LANGUAGE plpgsql AS $$
            BEGIN
                IF holds IS NOT TRUE THEN
                    RAISE EXCEPTION USING ERRCODE = 'serialization_failure', MESSAGE = otherwise;
                END IF;
            END $$;
            """
    )
}
