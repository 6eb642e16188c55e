import Pipeline
import Postgres
import RouterRules
import Telemetry
import Tickets

/// Makes the router's decisions happen: hand-offs with their people, ends of work, and news for the departments' bots.
struct RouterStore: StateStore {
    let appendsToTickets = true
    private let desk = AssignmentDesk()
    private let timeToRouted: Histogram

    init(metrics: Metrics) {
        timeToRouted = metrics.histogram(
            "ticket_end_to_end_seconds",
            ["stage": "routed"],
            help: "From a ticket's receipt to a stage."
        )
    }

    func ask(in session: borrowing Session) throws -> PendingRows? {
        try askForCompany(in: session)
    }

    private func askForCompany(in session: borrowing Session) throws -> PendingRows {
        try session.ask("SELECT code FROM department")
    }

    func load(
        _ ids: [TicketID],
        _ tickets: [TicketID: Ticket],
        _ asked: PendingRows?,
        in session: borrowing Session
    ) throws -> [TicketID: Work] {
        // Without the departments every ticket would seem to be of none.
        let rows = try session.rows(asked ?? askForCompany(in: session))
        let company = Set(try rows.map { DepartmentCode(rawValue: try $0["code", as: String.self]) })
        return tickets.mapValues { Work($0, in: company) }
    }

    func save(
        _ effects: [Effect<Work, RouterOutput>],
        with writer: inout Writer,
        in session: borrowing Session
    ) throws {
        let outcome = try desk.settle(changes(effects), &writer, in: session)
        for effect in effects {
            for output in effect.outputs {
                try perform(output, effect, outcome, &writer)
            }
        }
        for offer in outcome.offers { try writer.offer(offer) }
    }

    private func changes(_ effects: [Effect<Work, RouterOutput>]) -> AssignmentDesk.Changes {
        var changes = AssignmentDesk.Changes()
        for effect in effects {
            for output in effect.outputs {
                switch output {
                case .handOff(let handOff):
                    changes.handOffs[effect.ticket] = handOff
                case .finish:
                    changes.handOffs[effect.ticket] = nil
                    changes.finished.insert(effect.ticket)
                case .tell: break
                }
            }
        }
        return changes
    }

    private func perform(
        _ output: RouterOutput,
        _ effect: Effect<Work, RouterOutput>,
        _ outcome: AssignmentDesk.Outcome,
        _ writer: inout Writer
    ) throws {
        let (ticket, trace) = (effect.ticket, effect.cause?.trace)
        switch output {
        case .handOff(let handOff):
            let owner = handOff.owner ?? outcome.owners[ticket] ?? .queue(.frontline)
            let routed = Routed(
                department: handOff.department,
                owner: owner,
                assignee: outcome.assignees[ticket],
                handOff: handOff.number,
                reason: handOff.reason
            )
            try writer.append([.routed(routed)], to: ticket, cause: trace)
            try writer.tell(handOff.department, .routed, of: ticket, trace: trace)
            if handOff.number == 1, let birth = writer.tickets[ticket]?.createdAt {
                timeToRouted.observe(writer.now - birth)
            }
        case .tell(let department, let change):
            try writer.tell(department, change, of: ticket, seq: effect.cause?.seq, trace: trace)
        case .finish: break
        }
    }
}

extension Writer {
    /// Gives a waiting ticket to a person.
    mutating func offer(_ offer: AssignmentDesk.Offer) throws {
        let assigned = Assigned(department: offer.department, assignee: offer.person)
        try append([.assigned(assigned)], to: offer.ticket, cause: nil)
        try tell(offer.department, .assigned, of: offer.ticket, trace: nil)
    }

    /// Shows a department's bots the ticket as it is now.
    fileprivate mutating func tell(
        _ department: DepartmentCode,
        _ change: EventType,
        of id: TicketID,
        seq: Int? = nil,
        trace: String?
    ) throws {
        guard let ticket = tickets[id] else { return }
        let snapshot = DepartmentSnapshot(ticket, after: change)
        publish(try snapshot.message(to: department, seq: seq ?? ticket.version, at: now, trace: trace))
    }
}
