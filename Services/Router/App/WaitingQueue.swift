import Pipeline
import Postgres
import RouterRules
import Tickets

/// The table of open work: a row for each ticket that a department has, with the person who works on it, if any.
///
/// - Important: a row is changed only by who has locked its ticket.
struct WaitingQueue {
    /// How many waiting tickets of one department are considered in one transaction.
    static let mostAtOnce = 500

    /// Takes tickets out; answers what departments and people lose by it.
    func remove(_ tickets: [TicketID], in session: borrowing Session) throws -> [Removed] {
        guard !tickets.isEmpty else { return [] }
        let rows = try session.query(
            "DELETE FROM router.assignment WHERE ticket_id = ANY(\(tickets)) RETURNING department, assignee"
        )
        return try rows.map {
            Removed(
                department: DepartmentCode(rawValue: try $0["department", as: String.self]),
                assignee: try $0["assignee", as: String?.self].map(PersonCode.init(rawValue:))
            )
        }
    }

    struct Removed {
        let department: DepartmentCode
        let assignee: PersonCode?
    }

    /// The tickets that would be given next, as many for each department as it has places; without a lock.
    func next(
        _ places: [DepartmentCode: Int],
        in session: borrowing Session
    ) throws -> [(ticket: TicketID, department: DepartmentCode)] {
        let open = places.filter { $0.value > 0 }.sorted { $0.key < $1.key }
        guard !open.isEmpty else { return [] }
        let rows = try session.query(
            """
            SELECT waiting.ticket_id, department.code
            FROM unnest(\(open.map { $0.key.rawValue }), \(open.map { min($0.value, Self.mostAtOnce) }))
                AS department (code, places)
            CROSS JOIN LATERAL (
                SELECT ticket_id FROM router.assignment
                WHERE assignee IS NULL AND department = department.code
                ORDER BY priority, waiting_since, ticket_id LIMIT department.places
            ) AS waiting
            """
        )
        return try rows.map {
            (try $0["ticket_id", as: TicketID.self], DepartmentCode(rawValue: try $0["code", as: String.self]))
        }
    }

    /// Those of the locked tickets that still wait: another instance may have given some away before they were locked.
    func waiting(among tickets: [TicketID], in session: borrowing Session) throws -> [WaitingWork] {
        guard !tickets.isEmpty else { return [] }
        let rows = try session.query(
            """
            SELECT ticket_id, department, priority, waiting_since FROM router.assignment
            WHERE ticket_id = ANY(\(tickets)) AND assignee IS NULL
            """
        )
        return try rows.map {
            WaitingWork(
                try $0["ticket_id", as: TicketID.self],
                in: DepartmentCode(rawValue: try $0["department", as: String.self]),
                try $0.code("priority"),
                since: try $0["waiting_since", as: Instant.self]
            )
        }
    }

    /// Puts hand-offs in, with the person each was given to at once or, without one, to wait.
    func add(
        _ works: [WaitingWork],
        _ assignees: [TicketID: PersonCode],
        in session: borrowing Session
    ) throws {
        guard !works.isEmpty else { return }
        try session.post(
            """
            INSERT INTO router.assignment (ticket_id, department, priority, assignee, waiting_since)
            SELECT * FROM unnest(\(works.map { $0.ticket }), \(works.map { $0.department.rawValue }),
                \(works.map { $0.priority.rawValue }), \(works.map { assignees[$0.ticket]?.rawValue }),
                \(works.map { $0.since }))
            """
        )
    }

    func give(_ offers: [AssignmentDesk.Offer], in session: borrowing Session) throws {
        guard !offers.isEmpty else { return }
        try session.post(
            """
            UPDATE router.assignment AS old SET assignee = new.assignee
            FROM unnest(\(offers.map { $0.ticket }), \(offers.map { $0.person.rawValue })) AS new (ticket_id, assignee)
            WHERE old.ticket_id = new.ticket_id
            """
        )
    }

    /// The departments in whose queue something waits.
    func departments(in session: borrowing Session) throws -> Set<DepartmentCode> {
        let rows = try session.query(
            """
            SELECT code FROM department
            WHERE EXISTS (
                SELECT FROM router.assignment WHERE assignee IS NULL AND department = department.code
            )
            """
        )
        return Set(try rows.map { DepartmentCode(rawValue: try $0["code", as: String.self]) })
    }
}
