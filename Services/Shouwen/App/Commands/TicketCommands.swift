import Pipeline
import Postgres
import Tickets

/// `shouwen ticket`: look at one ticket, or follow all of them.
enum TicketCommands {
    static let group = Command.group("ticket", "look at tickets", [show, follow])

    private static let show = Command(
        name: "show",
        summary: "print a ticket and its journal",
        arguments: [.init(name: "ticket", purpose: "its number, such as SW-20261123-000042, or its id")],
        action: { invocation in
            let name = invocation("ticket")
            let (ticket, rows) = try await Database.use { pool in
                try await pool.read { session in
                    let ticket = try find(name, in: session)
                    return (ticket, try Journal.rows(of: ticket.id, in: session))
                }
            }
            Terminal.say(Terminal.table(TicketText.rows(ticket)))
            Terminal.say("\n" + Terminal.table(try rows.map { TicketText.line(try $0.event()) }))
        }
    )

    private static let follow = Command(
        name: "follow",
        summary: "print what happens to tickets as it happens, until Ctrl-C",
        arguments: [.init(name: "ticket", purpose: "only this one, by its number or id", isRequired: false)],
        action: { invocation in
            let wanted = invocation.argument("ticket")
            try await Database.use { pool in
                let only = try await only(wanted, pool)
                var cursor = try await pool.read { session in
                    only == nil ? try Feed.end(in: session) : Feed.Cursor.beginning
                }
                while true {
                    let page = try await pool.read { [cursor] session in
                        try Feed.read(after: cursor, atMost: 500, in: session)
                    }
                    cursor = page.next
                    for row in page.rows where only == nil || row.ticket == only {
                        Terminal.say(TicketText.line(try row.event()).joined(separator: "  "))
                    }
                    if page.rows.isEmpty { try await Task.sleep(for: .milliseconds(200)) }
                }
            }
        }
    )

    private static func only(_ name: String?, _ pool: Pool) async throws -> TicketID? {
        guard let name else { return nil }
        return try await pool.read { session in try find(name, in: session).id }
    }

    static func find(_ name: String, in session: borrowing Session) throws -> Ticket {
        if let id = TicketID(name) {
            guard let ticket = try Journal.read([id], in: session)[id] else {
                throw UsageError("there is no ticket \(name)")
            }
            return ticket
        }
        guard let number = TicketNumber(name) else {
            throw UsageError("\"\(name)\" is neither a ticket number like SW-20261123-000042 nor an id")
        }
        guard let ticket = try Journal.find(number, in: session) else {
            throw UsageError("there is no ticket \(number)")
        }
        return ticket
    }
}
