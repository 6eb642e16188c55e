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

    func lastSeqs(of tickets: [TicketID], in session: borrowing Session) throws -> [TicketID: Int] {
        let rows = try session.query(
            "SELECT ticket_id, last_seq FROM \(identifier: schema).progress WHERE ticket_id = ANY(\(tickets))"
        )
        return try Dictionary(
            uniqueKeysWithValues: rows.map {
                (try $0["ticket_id", as: TicketID.self], Int(try $0["last_seq", as: Int32.self]))
            }
        )
    }

    struct Step {
        let ticket: TicketID
        let from: Int
        let to: Int
    }

    /// Advances every ticket from where it was read to where it is now.
    ///
    /// - Throws: `OvertakenError` when another instance advanced one of them meanwhile.
    func advance(_ steps: [Step], in session: borrowing Session) throws {
        let (first, later) = (steps.filter { $0.from == 0 }, steps.filter { $0.from > 0 })
        var advanced = 0
        if !first.isEmpty {
            advanced += try session.execute(
                """
                INSERT INTO \(identifier: schema).progress (ticket_id, last_seq)
                SELECT * FROM unnest(\(first.map(\.ticket)), \(first.map { Int32($0.to) })) ON CONFLICT DO NOTHING
                """
            )
        }
        if !later.isEmpty {
            advanced += try session.execute(
                """
                UPDATE \(identifier: schema).progress AS old SET last_seq = new.last_seq
                FROM unnest(\(later.map(\.ticket)), \(later.map { Int32($0.from) }), \(later.map { Int32($0.to) }))
                    AS new (ticket_id, read_seq, last_seq)
                WHERE old.ticket_id = new.ticket_id AND old.last_seq = new.read_seq
                """
            )
        }
        guard advanced == steps.count else { throw OvertakenError(consumer: consumer) }
    }
}

extension EventConsumer {
    /// The schema of its own tables.
    package var schema: String { Progress.schema(of: rawValue) }
}

/// Another instance of the same consumer handled these events first; reading again finds them done.
struct OvertakenError: Error, CustomStringConvertible {
    let consumer: String

    var description: String { "another \(consumer) was faster; the batch is read again" }
}
