import DeskRules
import Pipeline
import Postgres
import Telemetry
import Tickets

/// Makes cards of ticket rows, with what only the journal knows about them.
struct CardReader: Sendable {
    let logger: Logger

    /// The cards of some tickets, in no order.
    func cards(of ids: [TicketID], in session: borrowing Session) throws -> [Card] {
        try cards(from: session.query("SELECT * FROM ticket WHERE id = ANY(\(ids))"), in: session)
    }

    /// The cards of rows of `ticket`, in the same order.
    ///
    /// A row that this version cannot read, as a newer one may have written it, is no reason to show none.
    func cards(from rows: [Row], in session: borrowing Session) throws -> [Card] {
        let tickets = rows.compactMap { row in
            do {
                return try Ticket(row: row)
            } catch {
                logger.warning("a ticket cannot be shown", ["error": .string("\(error)")])
                return nil
            }
        }
        let since = try heldSince(tickets.map(\.id), in: session)
        return tickets.map { Card($0, heldSince: since[$0.id]) }
    }

    private func heldSince(_ ids: [TicketID], in session: borrowing Session) throws -> [TicketID: Instant] {
        let types = Card.holdingEvents.map(\.rawValue)
        let rows = try session.query(
            """
            SELECT DISTINCT ON (ticket_id) ticket_id, at FROM ticket_event
            WHERE ticket_id = ANY(\(ids)) AND type = ANY(\(types)) ORDER BY ticket_id, seq DESC
            """
        )
        return try rows.reduce(into: [:]) {
            $0[try $1["ticket_id", as: TicketID.self]] = try $1["at", as: Instant.self]
        }
    }
}
