import HTTP
import IntakeRules
import Pipeline
import Postgres
import Telemetry
import Tickets

/// `GET /t/{token}`: a customer follows a ticket by its signed link.
struct ProgressRoute: Sendable {
    private let pool: Pool
    private let links: ProgressLinks

    init(_ pool: Pool, _ links: ProgressLinks) {
        (self.pool, self.links) = (pool, links)
    }

    func handle(_ call: Call) async throws -> Response {
        let now = Instant(microseconds: WallClock.microseconds())
        // Forged and outdated links are told apart from nothing, and cost the database nothing.
        guard let id = links.tokens.ticket(of: call.request.parameters["token"] ?? "", at: now) else {
            throw Problem.notFound
        }
        let view = try await pool.transaction(isolation: .repeatableRead) { session in
            try Journal.read([id], in: session)[id].map { ticket in
                ProgressView(
                    ticket,
                    try Journal.rows(of: id, in: session).map { try $0.event() },
                    department: try Self.name(of: ticket.department, in: session)
                )
            }
        }
        guard let view else { throw Problem.notFound }
        return try .encoded(view)
    }

    private static func name(of code: DepartmentCode?, in session: borrowing Session) throws -> Bilingual? {
        guard let code = code?.rawValue else { return nil }
        let row = try session.first("SELECT name_zh, name_en FROM department WHERE code = \(code)")
        guard let row else { return Bilingual(zh: code, en: code) }
        return Bilingual(zh: try row["name_zh", as: String.self], en: try row["name_en", as: String.self])
    }
}
