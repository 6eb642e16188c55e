package import Postgres

/// Every change of the schema, in order; what has been applied is never edited, only followed by another.
package enum Migrations {
    package static let all: [Migration] = [
        tickets, outbox, doors, company, stages, router, clocks, notices, board, conditions,
    ]
}
