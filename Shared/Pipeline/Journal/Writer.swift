package import Postgres
package import Tickets

/// Collects what one transaction says about tickets, folds it as it comes, and writes it all at once.
///
/// - Important: every ticket appended to must have been locked in this transaction (`Journal.lock`), and `write` must be
///   called before it commits.
package struct Writer {
    /// The service that writes, as events name it.
    package let source: String
    /// When the transaction began.
    package let now: Instant
    /// The locked tickets, with what was appended so far folded in.
    package private(set) var tickets: [TicketID: Ticket]
    private var created: [TicketID] = []
    private var changed: Set<TicketID> = []
    private var rows: [JournalRow] = []
    private var messages: [OutboxMessage] = []

    /// How many rows `write` adds to the outbox.
    var outboxCount: Int { rows.count + messages.count }

    package init(source: String, now: Instant, tickets: [TicketID: Ticket] = [:]) {
        (self.source, self.now, self.tickets) = (source, now, tickets)
    }

    /// Takes in tickets that were locked after the first ones; one that is already here keeps what was appended to it.
    package mutating func include(_ locked: [TicketID: Ticket]) {
        tickets.merge(locked) { known, _ in known }
    }

    /// Begins a ticket.
    package mutating func receive(_ id: TicketID, _ received: Received, trace: String?) throws {
        tickets[id] = Ticket(id: id, received: received, at: now)
        created.append(id)
        try record(.received(received), of: id, seq: 1, at: now, trace)
    }

    /// Appends facts to a locked ticket; `cause` is the trace of what made them happen.
    ///
    /// A transaction may have begun before the one that wrote last and still get the lock after it: time within a ticket
    /// never runs backwards.
    package mutating func append(_ facts: [TicketFact], to id: TicketID, cause: String?) throws {
        for fact in facts {
            guard var ticket = tickets[id] else { throw NotLocked(ticket: id) }
            let instant = max(now, ticket.updatedAt)
            ticket.apply(fact, at: instant)
            tickets[id] = ticket
            changed.insert(id)
            try record(fact, of: id, seq: ticket.version, at: instant, cause)
        }
    }

    /// Lets a message go to a topic of its own, in order with the events of its ticket.
    package mutating func publish(_ message: OutboxMessage) {
        messages.append(message)
    }

    private mutating func record(
        _ fact: TicketFact,
        of id: TicketID,
        seq: Int,
        at instant: Instant,
        _ cause: String?
    ) throws {
        let trace = Tracing.child(of: cause)
        rows.append(
            try JournalRow(TicketEvent(ticket: id, seq: seq, at: instant, source: source, trace: trace, fact: fact))
        )
    }

    /// Writes tickets, journal and outbox; nothing when nothing was said.
    package func write(in session: borrowing Session) throws {
        try TicketTable.insert(created.compactMap { tickets[$0] }, in: session)
        try TicketTable.update(changed.sorted().compactMap { tickets[$0] }, in: session)
        try insertEvents(in: session)
        try Outbox.add(rows, messages, in: session)
    }

    private func insertEvents(in session: borrowing Session) throws {
        guard !rows.isEmpty else { return }
        try session.post(
            """
            INSERT INTO ticket_event (ticket_id, seq, type, at, source, trace, data)
            SELECT ticket_id, seq, type, at, \(source), trace, data
            FROM unnest(\(rows.map { $0.ticket }), \(rows.map { Int32($0.seq) }), \(rows.map { $0.type }),
                \(rows.map { $0.at }), \(rows.map { $0.trace }), \(rows.map { $0.data }))
                AS new (ticket_id, seq, type, at, trace, data)
            """
        )
    }
}

/// A fact was appended to a ticket that this transaction had not locked: a mistake in the code that called.
package struct NotLocked: Error, CustomStringConvertible {
    let ticket: TicketID

    package var description: String { "ticket \(ticket) is appended to without being locked" }
}
