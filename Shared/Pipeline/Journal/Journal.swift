package import Postgres
package import Tickets

/// Reads the journal and the ticket rows that are its fold; `Writer` adds to both.
package enum Journal {
    /// The database's clock, which is the only one that judges time: the start of this transaction.
    package static func now(in session: borrowing Session) throws -> Instant {
        try session.query("SELECT now() AS now")[0]["now", as: Instant.self]
    }

    /// Locks tickets against other writers until the transaction ends, in order of their ids so that no two wait in a ring.
    package static func lock(_ ids: [TicketID], in session: borrowing Session) throws -> [TicketID: Ticket] {
        ids.isEmpty ? [:] : try locked(askToLock(ids, in: session), in: session)
    }

    /// The same, for rows that are wanted a little later; `locked` reads them.
    static func askToLock(_ ids: [TicketID], in session: borrowing Session) throws -> PendingRows {
        try session.ask("SELECT * FROM ticket WHERE id = ANY(\(ids)) ORDER BY id FOR UPDATE")
    }

    static func locked(_ asked: PendingRows, in session: borrowing Session) throws -> [TicketID: Ticket] {
        try tickets(session.rows(asked))
    }

    /// Locks those of the tickets that nobody else holds: what is left out is another's to do now, or this one's later.
    package static func lockFree(_ ids: [TicketID], in session: borrowing Session) throws -> [TicketID: Ticket] {
        try tickets(
            session.query("SELECT * FROM ticket WHERE id = ANY(\(ids)) ORDER BY id FOR UPDATE SKIP LOCKED")
        )
    }

    /// Reads tickets as they are, without a lock.
    package static func read(_ ids: [TicketID], in session: borrowing Session) throws -> [TicketID: Ticket] {
        try tickets(session.query("SELECT * FROM ticket WHERE id = ANY(\(ids))"))
    }

    package static func find(_ number: TicketNumber, in session: borrowing Session) throws -> Ticket? {
        try session.query("SELECT * FROM ticket WHERE number = \(number.description)").first.map(Ticket.init(row:))
    }

    /// The events of one ticket with `after < seq`, and `seq < before` when that is given.
    package static func rows(
        of ticket: TicketID,
        after: Int = 0,
        before: Int = Int(Int32.max),
        in session: borrowing Session
    ) throws -> [JournalRow] {
        try session.query(
            """
            SELECT ticket_id, seq, type, at, source, trace, data FROM ticket_event
            WHERE ticket_id = \(ticket) AND seq > \(Int32(after)) AND seq < \(Int32(clamping: before)) ORDER BY seq
            """
        ).map(JournalRow.init)
    }

    private static func tickets(_ rows: [Row]) throws -> [TicketID: Ticket] {
        try Dictionary(uniqueKeysWithValues: rows.map(Ticket.init(row:)).map { ($0.id, $0) })
    }
}
