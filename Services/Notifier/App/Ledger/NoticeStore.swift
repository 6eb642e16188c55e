import NotifierRules
import Pipeline
import Postgres
import Tickets

/// Keeps who has to do with each ticket, and writes every notice into the ledger: one for each fact and recipient.
struct NoticeStore: StateStore {
    let appendsToTickets = false
    let meters: NoticeMeters

    func load(
        _ ids: [TicketID],
        _ tickets: [TicketID: Ticket],
        _ asked: PendingRows?,
        in session: borrowing Session
    ) throws -> [TicketID: Standing] {
        let rows = try session.query(
            """
            SELECT ticket_id, owner, department, assignee FROM notifier.standing
            WHERE ticket_id = ANY(\(ids))
            """
        )
        return try Dictionary(
            uniqueKeysWithValues: rows.map { (try $0["ticket_id", as: TicketID.self], try Standing($0)) }
        )
    }

    func save(
        _ effects: [Effect<Standing, Recipient>],
        with writer: inout Writer,
        in session: borrowing Session
    ) throws {
        try keep(effects, in: session)
        let addressBook = try AddressBook.read(in: session)
        var notices: [Notice] = []
        for effect in effects {
            guard let event = effect.cause else { continue }
            notices += try addressBook.notices(of: event, to: effect.outputs, at: writer.now)
            if case .routed(let routed) = event.fact, routed.handOff == 1 {
                meters.endToEnd(writer.now - event.ticket.born)
            }
        }
        try add(notices, in: session)
    }

    private func keep(_ effects: [Effect<Standing, Recipient>], in session: borrowing Session) throws {
        var states: [TicketID: Standing] = [:]
        for effect in effects { states[effect.ticket] = effect.state }
        guard !states.isEmpty else { return }
        let (tickets, standings) = (Array(states.keys), Array(states.values))
        try session.post(
            """
            INSERT INTO notifier.standing AS old (ticket_id, owner, department, assignee)
            SELECT * FROM unnest(\(tickets), \(standings.map { $0.owner.description }),
                \(standings.map { $0.department?.rawValue }), \(standings.map { $0.assignee?.rawValue }))
                AS new (ticket_id, owner, department, assignee)
            ON CONFLICT (ticket_id) DO UPDATE
                SET owner = excluded.owner, department = excluded.department, assignee = excluded.assignee
                WHERE (old.owner, old.department, old.assignee)
                    IS DISTINCT FROM (excluded.owner, excluded.department, excluded.assignee)
            """
        )
    }

    /// Adds what is not there yet: a fact that comes again tells nobody anything.
    private func add(_ notices: [Notice], in session: borrowing Session) throws {
        guard !notices.isEmpty else { return }
        let added = try session.query(
            """
            INSERT INTO notifier.notice
                (id, event_id, recipient, channel, ticket_id, type, payload, trace, state, next_at, sent_at)
            SELECT id, event_id, recipient, channel, ticket_id, type, payload, trace,
                CASE channel WHEN 'in_app' THEN 'sent' ELSE 'pending' END,
                CASE channel WHEN 'in_app' THEN NULL ELSE now() END,
                CASE channel WHEN 'in_app' THEN now() END
            FROM unnest(\(notices.map { $0.id }), \(notices.map { $0.eventID }), \(notices.map { $0.recipient }),
                \(notices.map { $0.channel.rawValue }), \(notices.map { $0.ticket }), \(notices.map { $0.type }),
                \(notices.map { $0.payload }), \(notices.map { $0.trace }))
                AS new (id, event_id, recipient, channel, ticket_id, type, payload, trace)
            ON CONFLICT (event_id, recipient, channel) DO NOTHING
            RETURNING channel
            """
        )
        let shown = try added.filter { try $0["channel", as: String.self] == NoticeChannel.inApp.rawValue }
        meters.attempted(.inApp, "sent", times: shown.count)
    }
}

extension Standing {
    fileprivate init(_ row: Row) throws {
        let text = try row["owner", as: String.self]
        guard let owner = Owner(text) else { throw UnreadableStanding(owner: text) }
        self.init(
            owner: owner,
            department: try row["department", as: String?.self].map(DepartmentCode.init(rawValue:)),
            assignee: try row["assignee", as: String?.self].map(PersonCode.init(rawValue:))
        )
    }
}

/// A stored owner is neither a person nor a queue: somebody edited the row.
struct UnreadableStanding: Error, CustomStringConvertible {
    let owner: String

    var description: String {
        "notifier.standing has the owner \"\(owner.prefix(40))\"; expected person:<code> or queue:<department>"
    }
}
