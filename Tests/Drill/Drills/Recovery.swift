import Foundation
import Glibc
import Postgres
import Processes
import TestKit

/// Measures how long the work of a process that was killed lay idle before another went on with it.
struct Recovery {
    let arena: Arena
    /// The most it may take.
    static let mark = 5.0
    /// Milliseconds after which a group gives a silent member up: with the standard 6,000 the mark is out of reach, and
    /// whoever wants to keep it sets this in `SHOUWEN_KAFKA_OPTIONS_FILE`, and Kafka's `group.min.session.timeout.ms` lower.
    static let session = 2500

    /// Which moment of a ticket's way shows that a service works on, counted from what it works upon.
    private static let steps: [String: SQL] = [
        "relay": """
        SELECT classified.at AS done, received.at AS asked FROM ticket_event AS received
        LEFT JOIN ticket_event AS classified ON classified.ticket_id = received.ticket_id
            AND classified.type = 'shouwen.ticket.classified.v1'
        WHERE received.seq = 1
        """,
        "classifier": """
        SELECT classified.at AS done, received.at AS asked FROM ticket_event AS received
        LEFT JOIN ticket_event AS classified ON classified.ticket_id = received.ticket_id
            AND classified.type = 'shouwen.ticket.classified.v1'
        WHERE received.seq = 1
        """,
        "router": """
        SELECT routed.at AS done, classified.at AS asked FROM ticket_event AS classified
        LEFT JOIN ticket_event AS routed ON routed.ticket_id = classified.ticket_id
            AND routed.type = 'shouwen.ticket.routed.v1'
        WHERE classified.type = 'shouwen.ticket.classified.v1'
        """,
        "sla-monitor": """
        SELECT min(promised.at) AS done, received.at AS asked FROM ticket_event AS received
        LEFT JOIN ticket_event AS promised ON promised.ticket_id = received.ticket_id
            AND promised.type = 'shouwen.ticket.promised.v1'
        WHERE received.seq = 1 GROUP BY received.ticket_id, received.at
        """,
        "notifier": """
        SELECT min(notice.created_at) AS done, routed.at AS asked FROM ticket_event AS routed
        LEFT JOIN notifier.notice AS notice ON notice.event_id = routed.ticket_id || ':' || routed.seq
        WHERE routed.type = 'shouwen.ticket.routed.v1' GROUP BY routed.ticket_id, routed.seq, routed.at
        """,
    ]

    /// Kills a process, leaves it dead until the other has taken over all of its work, and starts it again.
    func kill(_ member: String, service: String) async throws {
        guard let step = Self.steps[service] else { throw DrillFailure("\(service) has no step to measure") }
        try await arena.fault("kill -9 \(member), left dead") {
            arena.system.child(member)?.signal(SIGKILL)
            await arena.system.child(member)?.ended()
            let killed = try await arena.pool.read { try $0.query("SELECT now() AS now")[0]["now", as: Timestamp.self] }
            try await arena.hold(for: .seconds(4))
            var longest = 0.0
            try await arena.until("another \(service) does the work of \(member)", within: .seconds(25)) {
                let (open, worst) = try await look(step, since: killed)
                longest = worst
                return open == 0
            }
            arena.diary.recovered(member, after: longest)
            try await Doctor(arena).names(member)
        }
        try await arena.system.start(member)
        try await arena.system.untilReady(member)
    }

    /// Of what was asked in the seconds around the death: how much is not done, and the longest that any took.
    private func look(_ step: SQL, since killed: Timestamp) async throws -> (open: Int, longest: Double) {
        try await arena.pool.read { session in
            let row = try session.query(
                """
                SELECT count(*) FILTER (WHERE done IS NULL) AS open,
                    coalesce(max(extract(epoch FROM done - asked)), 0)::float8 AS longest
                FROM (\(step)) AS step
                WHERE asked BETWEEN \(killed) - interval '500 milliseconds' AND \(killed) + interval '3 seconds'
                """
            )[0]
            return (try row["open"], try row["longest"])
        }
    }
}
