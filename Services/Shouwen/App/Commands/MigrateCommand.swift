import Pipeline
import Postgres

/// `shouwen migrate`: brings the schema to this version.
enum MigrateCommand {
    static let command = Command(
        name: "migrate",
        summary: "bring the database schema to this version; safe to run at any time, also twice at once",
        action: { _ in
            let (applied, restored) = try await Database.use { pool in
                let applied = try await Migrator.migrate(Migrations.all, over: pool)
                return (applied, try await pool.transaction { session in try Feed.adoptRestored(in: session) })
            }
            for name in applied { Terminal.say("applied \(name)") }
            if restored > 0 { Terminal.say("events of a restored journal that readers reach from now on: \(restored)") }
            Terminal.say(applied.isEmpty ? "nothing to do: the schema is current" : "the schema is current")
        }
    )
}
