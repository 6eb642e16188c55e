import Postgres
package import Tickets

/// How far a consumer is with each ticket.
///
/// Advancing compares with what was read, so that of two consumers that hold the
/// same events for a moment (after a rebalance) only one has an effect.
struct Progress {
    let consumer: String

    /// The schema of a consumer's own tables: its name, with what SQL would need quotes for replaced.
    static func schema(of consumer: String) -> String {
        consumer.replacing("-", with: "_")
    }

    private var schema: String { Self.schema(of: consumer) }

    /// How the consumer stands with some tickets, at the beginning of a transaction.
    struct Standing {
        /// The database's time.
        let now: Instant
        /// The seq of the last event handled; a ticket of which none was is not here.
        var lastSeqs: [TicketID: Int] = [:]
        /// The seq of the last event in the journal; a ticket of which it has none is not here.
        var versions: [TicketID: Int] = [:]
        /// Tickets that wait for a person.
        var parked: Set<TicketID> = []
    }

    /// Asks how the consumer stands with these tickets.
    func ask(of tickets: [TicketID], in session: borrowing Session) throws -> PendingRows {
        try session.ask(
            """
            SELECT now() AS now, asked.id, progress.last_seq, ticket.version, parked.ticket_id AS parked
            FROM (SELECT) AS always LEFT JOIN unnest(\(tickets)) AS asked (id) ON true
                LEFT JOIN \(identifier: schema).progress ON progress.ticket_id = asked.id
                LEFT JOIN ticket ON ticket.id = asked.id
                LEFT JOIN parked ON parked.consumer = \(consumer) AND parked.ticket_id = asked.id
            """
        )
    }

    func standing(_ asked: PendingRows, in session: borrowing Session) throws -> Standing {
        let rows = try session.rows(asked)
        var standing = Standing(now: try rows[0]["now", as: Instant.self])
        for row in rows {
            guard let ticket = try row["id", as: TicketID?.self] else { continue }
            standing.lastSeqs[ticket] = try row["last_seq", as: Int32?.self].map { Int($0) }
            standing.versions[ticket] = try row["version", as: Int32?.self].map { Int($0) }
            if try row["parked", as: TicketID?.self] != nil { standing.parked.insert(ticket) }
        }
        return standing
    }

    struct Step {
        let ticket: TicketID
        let from: Int
        let to: Int
    }

    /// Advances every ticket from where it was read to where it is now.
    ///
    /// When another instance advanced one of them meanwhile, the transaction fails as one that can be tried again: reading
    /// again finds the events done.
    func advance(_ steps: [Step], in session: borrowing Session) throws {
        guard !steps.isEmpty else { return }
        try session.post(
            """
            WITH new AS (
                SELECT * FROM unnest(\(steps.map { $0.ticket }), \(steps.map { Int32($0.from) }), \(steps.map { Int32($0.to) }))
                    AS new (ticket_id, read_seq, last_seq)
            ), begun AS (
                INSERT INTO \(identifier: schema).progress (ticket_id, last_seq)
                SELECT ticket_id, last_seq FROM new WHERE read_seq = 0 ON CONFLICT DO NOTHING RETURNING 1
            ), advanced AS (
                UPDATE \(identifier: schema).progress AS old SET last_seq = new.last_seq FROM new
                WHERE new.read_seq > 0 AND old.ticket_id = new.ticket_id AND old.last_seq = new.read_seq RETURNING 1
            )
            SELECT require_that(
                (SELECT count(*) FROM begun) + (SELECT count(*) FROM advanced) = \(steps.count),
                \("another \(consumer) was faster; the batch is read again")
            )
            """
        )
    }
}

extension EventConsumer {
    /// The schema of its own tables.
    package var schema: String { Progress.schema(of: rawValue) }
}
