import Pipeline
package import Postgres
import Tickets

/// What must be true of the database after whatever happened: the promises of the design as questions to the tables.
package enum Invariants {
    /// What a promise is about.
    package enum Subject: CaseIterable, Sendable {
        case journal, effects, clocks
    }

    /// Looks at everything; each broken promise is one line.
    package static func broken(_ pool: Pool) async throws -> [String] {
        let findings = try await findings(pool)
        return Subject.allCases.flatMap { findings[$0] ?? [] }
    }

    /// The same, by what the promises are about.
    package static func findings(_ pool: Pool) async throws -> [Subject: [String]] {
        var findings: [Subject: [String]] = [:]
        for (subject, laws) in laws {
            for law in laws {
                let offenders = try await pool.read { session in
                    try session.query(law.offenders + " LIMIT 5").map { try $0[0, as: String?.self] ?? "-" }
                }
                guard !offenders.isEmpty else { continue }
                findings[subject, default: []].append("\(law.broken): \(offenders.joined(separator: ", "))")
            }
        }
        findings[.journal, default: []] += try await misfolded(pool)
        return findings
    }

    /// How much is still on its way, zero at rest: events to publish and to handle, notices to send for the first time.
    package static func unsettled(_ pool: Pool) async throws -> Int {
        try await pool.count(
            """
            SELECT (SELECT count(*) FROM outbox WHERE refused IS NULL)
                + (SELECT count(*) FROM notifier.notice WHERE state = 'pending' AND attempts = 0)
                + (SELECT count(*) FROM ticket \(Republication.everybodysProgress)
                    WHERE \(Republication.seenByEverybody) < ticket.version)
            """
        )
    }

    /// Tickets whose row is not what their events make of it.
    private static func misfolded(_ pool: Pool) async throws -> [String] {
        var findings: [String] = []
        var last = TicketID(at: Instant(seconds: 0), random: (0, 0))
        while true {
            let (from, pairs) = (
                last,
                try await pool.transaction(isolation: .repeatableRead) { [last] session in
                    let rows = try session.query("SELECT * FROM ticket WHERE id > \(last) ORDER BY id LIMIT 200")
                    return try rows.map(Ticket.init(row:)).map { ticket in
                        (ticket, try Journal.rows(of: ticket.id, in: session).map { try $0.event() })
                    }
                }
            )
            for (ticket, events) in pairs where Ticket.folded(events) != ticket {
                findings.append("the row of \(ticket.id) is not what its \(events.count) events make of it")
            }
            last = pairs.last?.0.id ?? last
            if last == from { return findings }
        }
    }
}
