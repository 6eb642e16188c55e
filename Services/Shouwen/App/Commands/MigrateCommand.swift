import Pipeline
import Postgres

/// `shouwen migrate`: brings the schema to this version.
enum MigrateCommand {
    static let command = Command(
        name: "migrate",
        summary: "bring the database schema to this version; safe to run at any time, also twice at once",
        action: { _ in
            let applied = try await Database.use { try await Migrator.migrate(Migrations.all, over: $0) }
            for name in applied { Terminal.say("applied \(name)") }
            Terminal.say(applied.isEmpty ? "nothing to do: the schema is current" : "the schema is current")
        }
    )
}
