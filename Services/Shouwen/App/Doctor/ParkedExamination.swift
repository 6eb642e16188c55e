import Pipeline
import Postgres

/// Whether tickets wait for a person because a consumer could not handle one of their events.
enum ParkedExamination {
    static func findings(in session: borrowing Session) throws -> [Finding] {
        let parked = Dictionary(grouping: try ParkedTickets.all(in: session), by: \.consumer)
        guard !parked.isEmpty else { return [.well("parked tickets", "none")] }
        return parked.sorted { $0.key < $1.key }.compactMap { consumer, tickets in
            tickets.first.map { first in
                .ill(
                    "parked tickets",
                    "\(consumer) set \(tickets.count) aside, first \(first.number) at its event \(first.seq) "
                        + "(\(first.type)): \(first.reason)",
                    do: "put the cause right, then: shouwen parked retry \(consumer) \(first.number); "
                        + "or skip the event: shouwen parked drop \(consumer) \(first.number)",
                    see: "TicketsParked"
                )
            }
        }
    }
}
