import HTTP
import IntakeRules
import Pipeline
import Postgres
import Tickets

/// `GET /v1/tickets/{id}`: a source reads its own ticket, by id or by number.
struct TicketRoute: Sendable {
    private let pool: Pool
    private let links: ProgressLinks

    init(_ pool: Pool, _ links: ProgressLinks) {
        (self.pool, self.links) = (pool, links)
    }

    func handle(_ call: Call, _ client: TokenBook.Entry) async throws -> Response {
        let name = call.request.parameters["id"] ?? ""
        let condition: SQL
        if let id = TicketID(name) {
            condition = "id = \(id)"
        } else if let number = TicketNumber(name) {
            condition = "number = \(number.description)"
        } else {
            throw Problem.notFound
        }
        let found = try await pool.transaction(isolation: .repeatableRead) { session in
            let row = try session.first("SELECT * FROM ticket WHERE \(condition) AND source = \(client.source)")
            return try row.map { row in
                let ticket = try Ticket(row: row)
                return (ticket, try Journal.rows(of: ticket.id, in: session).map { try $0.event() })
            }
        }
        guard let (ticket, events) = found else { throw Problem.notFound }
        let url = links.url(of: ticket.id, receivedAt: ticket.createdAt)
        return try .encoded(TicketView(ticket, events, progressURL: url))
    }
}
