/// One step of the schema: applied once, in its own transaction, and never edited afterwards.
package struct Migration: Sendable, Equatable {
    /// Sorts by its number and says what it makes: `0001-tickets`.
    package let name: String
    package let sql: String

    package init(name: String, sql: String) {
        self.name = name
        self.sql = sql
    }
}

/// Why the schema was not brought up to date; whatever came before the named migration is in place.
package struct MigrationError: Error, Sendable, CustomStringConvertible {
    package enum Reason: Sendable {
        /// Its text is not the one that was applied.
        case edited
        /// Two migrations bear the name.
        case duplicate
        case failed(PostgresError)
    }

    package let migration: String
    package let reason: Reason

    package var description: String {
        switch reason {
        case .edited:
            "migration \(migration) was edited after it was applied; restore its text and add a new migration instead"
        case .duplicate: "two migrations are called \(migration); rename one"
        case .failed(let error): "migration \(migration) failed: \(error)"
        }
    }
}
