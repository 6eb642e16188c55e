import Pipeline
import Postgres
import RouterRules
import Tickets

/// The table of how much each person has in hand; its row locks make instances take turns at giving work to a person.
///
/// - Important: tickets are locked before people, and people in the order of their codes, everywhere.
struct Workloads {
    /// What is to be added to a person's row.
    struct Change {
        var open = 0
        var owned = 0
        var wasGiven = false
    }

    /// Asks how many tickets the people on shift could take, by department: a look without locks, so an estimate.
    func askForPlaces(in departments: Set<DepartmentCode>, in session: borrowing Session) throws -> PendingRows? {
        guard !departments.isEmpty else { return nil }
        return try session.ask(
            """
            SELECT person.department, sum(greatest(capacity - coalesce(open, 0), 0))::bigint AS places
            FROM person LEFT JOIN router.workload ON workload.person = person.code
            WHERE active AND department = ANY(\(departments.codes))
                AND EXISTS (SELECT FROM router.on_shift WHERE on_shift.person = code)
            GROUP BY department
            """
        )
    }

    func places(_ asked: PendingRows?, in session: borrowing Session) throws -> [DepartmentCode: Int] {
        guard let asked else { return [:] }
        let rows = try session.rows(asked)
        return try Dictionary(
            uniqueKeysWithValues: rows.map {
                (DepartmentCode(rawValue: try $0["department", as: String.self]), try $0["places", as: Int.self])
            }
        )
    }

    /// Locks the people on shift in these departments, and those named whether on shift or not.
    ///
    /// - Returns: the ones on shift, who can be given work.
    func lock(
        _ departments: Set<DepartmentCode>,
        and people: some Collection<PersonCode>,
        in session: borrowing Session
    ) throws -> [Colleague] {
        try begin(departments, in: session)
        let rows = try session.query(
            """
            SELECT workload.person, department, capacity::bigint AS capacity, open::bigint AS open,
                owned::bigint AS owned, last_given_at, active AND department = ANY(\(departments.codes))
                    AND EXISTS (SELECT FROM router.on_shift WHERE on_shift.person = code) AS works
            FROM router.workload JOIN person ON person.code = workload.person
            WHERE workload.person = ANY(\(people.map { $0.rawValue })) OR active AND department = ANY(\(departments.codes))
                AND EXISTS (SELECT FROM router.on_shift WHERE on_shift.person = code)
            ORDER BY workload.person FOR UPDATE OF workload
            """
        )
        return try rows.filter { try $0["works", as: Bool.self] }.map(Colleague.init(row:))
    }

    /// Sees to it that everybody has a row to lock.
    private func begin(_ departments: Set<DepartmentCode>, in session: borrowing Session) throws {
        guard !departments.isEmpty else { return }
        try session.post(
            """
            INSERT INTO router.workload (person, open, owned)
            SELECT code, 0, 0 FROM person
            WHERE active AND department = ANY(\(departments.codes))
                AND NOT EXISTS (SELECT FROM router.workload WHERE workload.person = code)
            ORDER BY code ON CONFLICT DO NOTHING
            """
        )
    }

    func apply(_ changes: [PersonCode: Change], at now: Instant, in session: borrowing Session) throws {
        let changes = changes.sorted { $0.key < $1.key }
        guard !changes.isEmpty else { return }
        try session.post(
            """
            UPDATE router.workload AS old SET open = old.open + new.open, owned = old.owned + new.owned,
                last_given_at = CASE WHEN new.was_given THEN \(now) ELSE old.last_given_at END
            FROM unnest(\(changes.map { $0.key.rawValue }), \(changes.map { Int32($0.value.open) }),
                \(changes.map { Int32($0.value.owned) }), \(changes.map { $0.value.wasGiven }))
                AS new (person, open, owned, was_given)
            WHERE old.person = new.person
            """
        )
    }
}

extension Set<DepartmentCode> {
    fileprivate var codes: [String] { map { $0.rawValue }.sorted() }
}

extension Colleague {
    fileprivate init(row: Row) throws {
        self.init(
            PersonCode(rawValue: try row["person", as: String.self]),
            in: DepartmentCode(rawValue: try row["department", as: String.self]),
            capacity: try row["capacity", as: Int.self],
            open: try row["open", as: Int.self],
            owned: try row["owned", as: Int.self],
            lastGivenAt: try row["last_given_at", as: Instant?.self]
        )
    }
}
