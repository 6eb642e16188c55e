import Pipeline
import Postgres
import Tickets

/// One promise as a query that finds whoever breaks it.
struct Law: Sendable {
    let broken: String
    let offenders: SQL
}

extension Invariants {
    static let laws: [(Subject, [Law])] = [
        (.journal, journal), (.effects, once + consumers + router), (.clocks, clocks),
    ]

    /// Promises 1 and 2: the journal is contiguous, and ticket and journal know the same.
    private static let journal = [
        Law(
            broken: "journals with gaps",
            offenders: """
                SELECT ticket_id::text FROM ticket_event GROUP BY ticket_id HAVING count(*) <> max(seq) OR min(seq) <> 1
                """
        ),
        Law(
            broken: "tickets whose version is not their last seq, or that only one side knows",
            offenders: """
                SELECT coalesce(id, ticket_id)::text FROM ticket
                FULL JOIN (SELECT ticket_id, max(seq) AS seq FROM ticket_event GROUP BY ticket_id) AS journal
                    ON ticket_id = id
                WHERE version IS DISTINCT FROM seq
                """
        ),
        Law(
            broken: "journals in which time runs backwards",
            offenders: """
                SELECT DISTINCT ticket_id::text FROM (
                    SELECT ticket_id, at < lag(at) OVER (PARTITION BY ticket_id ORDER BY seq) AS is_earlier FROM ticket_event
                ) AS event WHERE is_earlier
                """
        ),
        Law(
            broken: "outbox rows that refer to nothing",
            offenders: """
                SELECT outbox.id::text FROM outbox LEFT JOIN ticket_event AS event USING (ticket_id, seq)
                WHERE outbox.topic IS NULL AND event.type IS NULL
                """
        ),
    ]

    /// Promise 4: what may happen once has happened once.
    private static let once = [
        Law(
            broken: "tickets received or classified more than once",
            offenders: """
                SELECT ticket_id::text FROM ticket_event
                WHERE type IN ('shouwen.ticket.received.v1', 'shouwen.ticket.classified.v1')
                GROUP BY ticket_id, type HAVING count(*) > 1
                """
        ),
        Law(
            broken: "hand-offs that were made twice",
            offenders: """
                SELECT ticket_id::text FROM ticket_event WHERE type = 'shouwen.ticket.routed.v1'
                GROUP BY ticket_id, data::jsonb ->> 'hand_off' HAVING count(*) > 1
                """
        ),
        Law(
            broken: "promises, warnings or breaches of one clock's setting that were said twice",
            offenders: """
                SELECT ticket_id::text FROM ticket_event
                WHERE type IN ('shouwen.ticket.promised.v1', 'shouwen.ticket.warned.v1', 'shouwen.ticket.breached.v1')
                GROUP BY ticket_id, type, data::jsonb ->> 'clock', data::jsonb ->> 'generation' HAVING count(*) > 1
                """
        ),
        Law(
            broken: "tickets that two keys of a client made, or none",
            offenders: """
                SELECT ticket_id::text FROM idempotency_key LEFT JOIN ticket ON ticket.id = ticket_id
                GROUP BY ticket_id HAVING count(*) > 1 OR count(ticket.id) = 0
                """
        ),
    ]

    private static var everybodysProgress: SQL {
        EventConsumer.allCases.map { consumer -> SQL in
            "SELECT \(consumer.rawValue) AS consumer, * FROM \(identifier: consumer.schema).progress"
        }
        .joined(separator: " UNION ALL ")
    }

    /// Promises 4 and 7: nobody is ahead of the journal, and nothing waits for a person unseen.
    private static let consumers = [
        Law(
            broken: "consumers that are ahead of the journal",
            offenders: """
                SELECT consumer || ' ' || ticket_id FROM (\(everybodysProgress)) AS progress
                LEFT JOIN ticket ON ticket.id = ticket_id
                WHERE last_seq > coalesce(version, 0)
                """
        ),
        Law(broken: "parked tickets", offenders: "SELECT consumer || ' ' || ticket_id || ' ' || reason FROM parked"),
        Law(
            broken: "messages that Kafka refused",
            offenders: "SELECT id || ' ' || refused FROM outbox WHERE refused IS NOT NULL"
        ),
        Law(
            broken: "notices of what never happened",
            offenders: """
                SELECT notice.event_id FROM notifier.notice
                LEFT JOIN ticket_event AS event ON event.ticket_id || ':' || event.seq = notice.event_id
                WHERE event.seq IS NULL
                """
        ),
    ]

    /// What the router keeps beside the tickets, counted anew.
    private static let router = [
        Law(
            broken: "people whose open work is miscounted",
            offenders: """
                SELECT person FROM router.workload
                WHERE open <> (SELECT count(*) FROM router.assignment WHERE assignee = person)
                """
        ),
        Law(
            broken: "people whose customers are miscounted",
            offenders: """
                SELECT person FROM router.workload WHERE owned <>
                    (SELECT count(*) FROM ticket WHERE owner = 'person:' || person AND resolved_at IS NULL)
                """
        ),
        Law(
            broken: "tickets on which router and journal disagree",
            offenders: """
                SELECT coalesce(id, ticket_id)::text FROM ticket FULL JOIN router.assignment ON id = ticket_id
                WHERE (ticket.department IS NOT NULL AND resolved_at IS NULL) <> (ticket_id IS NOT NULL)
                    OR ticket_id IS NOT NULL AND (assignment.assignee IS DISTINCT FROM ticket.assignee
                        OR assignment.department IS DISTINCT FROM ticket.department)
                """
        ),
        Law(
            broken: "tickets whose owner changed",
            offenders: """
                SELECT ticket_id::text FROM ticket_event WHERE type = 'shouwen.ticket.routed.v1'
                GROUP BY ticket_id HAVING count(DISTINCT data::jsonb ->> 'owner') > 1
                """
        ),
    ]
}
