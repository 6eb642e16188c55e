import Pipeline
import Postgres
import Testing
import Tickets

/// What must be true of the router's tables after every transaction, whatever happened.
extension Office {
    func checkBooks(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let problems: [(String, SQL)] = [
            (
                "open differs from the rows",
                """
                SELECT count(*) FROM router.workload WHERE open <>
                    (SELECT count(*) FROM router.assignment WHERE assignee = person)
                """
            ),
            (
                "owned differs from the open tickets",
                """
                SELECT count(*) FROM router.workload WHERE owned <>
                    (SELECT count(*) FROM ticket WHERE owner = 'person:' || person AND resolved_at IS NULL)
                """
            ),
            (
                "somebody is given more than their capacity",
                """
                SELECT count(*) FROM router.workload JOIN person ON code = person WHERE open > capacity
                """
            ),
            (
                "ticket and assignment name different people or departments",
                """
                SELECT count(*) FROM router.assignment JOIN ticket ON id = ticket_id
                WHERE assignment.assignee IS DISTINCT FROM ticket.assignee
                    OR assignment.department IS DISTINCT FROM ticket.department
                """
            ),
            (
                "somebody works for another department",
                """
                SELECT count(*) FROM router.assignment JOIN person ON code = assignee
                WHERE person.department <> assignment.department
                """
            ),
            (
                "an open ticket of a department has no row, or a finished one has",
                """
                SELECT count(*) FROM ticket FULL JOIN router.assignment ON id = ticket_id
                WHERE (ticket.department IS NOT NULL AND resolved_at IS NULL) <> (ticket_id IS NOT NULL)
                """
            ),
            (
                "a ticket was given to two people in one hand-off",
                """
                SELECT count(*) FROM (
                    SELECT ticket_id, hand_off, count(*) FROM (
                        SELECT ticket_id, type, data::json ->> 'assignee' AS assignee,
                            count(*) FILTER (WHERE type = 'shouwen.ticket.routed.v1')
                                OVER (PARTITION BY ticket_id ORDER BY seq) AS hand_off
                        FROM ticket_event
                    ) AS events WHERE assignee IS NOT NULL
                    GROUP BY ticket_id, hand_off HAVING count(*) > 1
                ) AS twice
                """
            ),
            (
                "an owner changed",
                """
                SELECT count(*) FROM (
                    SELECT ticket_id FROM ticket_event WHERE type = 'shouwen.ticket.routed.v1'
                    GROUP BY ticket_id HAVING count(DISTINCT data::json ->> 'owner') > 1
                ) AS changed
                """
            ),
        ]
        for (problem, sql) in problems {
            #expect(try await count(sql) == 0, "\(problem)", sourceLocation: sourceLocation)
        }
    }
}
