import Postgres

extension Migrations {
    /// What the desk's board looks tickets up by.
    static let board = Migration(
        name: "0009-board",
        sql: """
            CREATE INDEX ticket_by_resolution ON ticket (resolved_at) WHERE resolved_at IS NOT NULL;
            """
    )
}
