/// Brings a schema up to date; any number of processes may try at once, and one of them does the work.
///
/// A migration runs inside a transaction, so it cannot hold statements that refuse one, such as
/// `CREATE INDEX CONCURRENTLY`.
package enum Migrator {
    /// The advisory lock of whoever migrates: "shouwen" in ASCII.
    private static let lock: Int64 = 0x73_68_6F_75_77_65_6E
    private static let attempts = 12

    /// Answers the names it applied, none when the schema was up to date.
    ///
    /// A migration that cannot get a table's lock within `lockTimeout` lets go and comes again, rather than block
    /// everyone who queues behind it.
    @discardableResult
    package static func migrate(
        _ migrations: [Migration],
        over pool: Pool,
        lockTimeout: Duration = .seconds(5)
    ) async throws -> [String] {
        try await pool.withConnection { connection in
            try await migrate(migrations, over: connection, lockTimeout: lockTimeout)
        }
    }

    /// The same over a connection of one's own, which keeps the settings made here.
    @discardableResult
    package static func migrate(
        _ migrations: [Migration],
        over connection: Connection,
        lockTimeout: Duration = .seconds(5)
    ) async throws -> [String] {
        try refuseDuplicates(migrations)
        try await connection.read { session in
            // Whoever came first may take long; only table locks are worth giving up.
            try session.script("SET statement_timeout = 0; SET lock_timeout = 0")
            try session.execute("SELECT pg_advisory_lock(\(lock))")
            try session.script("SET lock_timeout = '\(lockTimeout.milliseconds)ms'")
        }
        do {
            try await connection.read { session in try session.script(table) }
            let applied = try await applyPending(migrations, connection)
            try await unlock(connection)
            return applied
        } catch {
            try? await unlock(connection)
            throw error
        }
    }

    /// The names that have not been applied yet.
    package static func pending(_ migrations: [Migration], over pool: Pool) async throws -> [String] {
        let applied = try await pool.read { session in try appliedNames(session) }
        return migrations.map(\.name).filter { !applied.contains($0) }
    }

    /// The last migration applied, by name; nil for an empty schema.
    package static func version(over pool: Pool) async throws -> String? {
        try await pool.read { session in try appliedNames(session).max() }
    }

    private static let table = """
        CREATE TABLE IF NOT EXISTS schema_migration (
            name text PRIMARY KEY,
            checksum text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now()
        )
        """

    private static func refuseDuplicates(_ migrations: [Migration]) throws(MigrationError) {
        var seen: Set<String> = []
        for migration in migrations where !seen.insert(migration.name).inserted {
            throw MigrationError(migration: migration.name, reason: .duplicate)
        }
    }

    private static func applyPending(_ migrations: [Migration], _ connection: Connection) async throws -> [String] {
        var applied: [String] = []
        for migration in migrations {
            do {
                if try await patiently({ try await apply(migration, connection) }) { applied.append(migration.name) }
            } catch let error as PostgresError {
                throw MigrationError(migration: migration.name, reason: .failed(error))
            }
        }
        return applied
    }

    /// Answers whether there was anything to do.
    private static func apply(_ migration: Migration, _ connection: Connection) async throws -> Bool {
        try await connection.transaction { session in
            let known = try session.first(
                """
                SELECT checksum, encode(sha256(convert_to(\(migration.sql), 'UTF8')), 'hex') AS expected
                FROM (SELECT) AS nothing LEFT JOIN schema_migration ON name = \(migration.name)
                """
            )
            guard let known else { throw PostgresError(.server, "the checksum could not be computed") }
            let expected = try known["expected", as: String.self]
            if let checksum = try known["checksum", as: String?.self] {
                guard checksum == expected else { throw MigrationError(migration: migration.name, reason: .edited) }
                return false
            }
            try session.script(migration.sql)
            try session.execute("INSERT INTO schema_migration (name, checksum) VALUES (\(migration.name), \(expected))")
            return true
        }
    }

    private static func unlock(_ connection: Connection) async throws {
        _ = try await connection.read { session in try session.execute("SELECT pg_advisory_unlock(\(lock))") }
    }

    /// Tries again when a lock was not to be had in time.
    private static func patiently<R>(_ work: () async throws -> R) async throws -> R {
        for attempt in 1..<attempts {
            do {
                return try await work()
            } catch let error as PostgresError where error.code == .lockUnavailable {
                try await Task.sleep(for: .milliseconds(100 * attempt))
            }
        }
        return try await work()
    }

    private static func appliedNames(_ session: borrowing Session) throws -> [String] {
        let known = try session.first("SELECT to_regclass('schema_migration') IS NOT NULL")
        guard try known?[0, as: Bool.self] == true else { return [] }
        return try session.query("SELECT name FROM schema_migration").map { row in try row["name"] }
    }
}
