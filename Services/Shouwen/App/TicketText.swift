import FoundationEssentials
import Pipeline
import Tickets

/// Tickets and events as people read them in a terminal.
enum TicketText {
    static func rows(_ ticket: Ticket) -> [[String]] {
        [
            ["number", ticket.number.description], ["id", ticket.id.description],
            ["stage", "\(ticket.stage.rawValue) (\(ticket.status.rawValue))"],
            ["channel", "\(ticket.channel.rawValue) by \(ticket.source)"],
            ["subject", ticket.subject], ["category", ticket.category?.rawValue ?? "-"],
            ["priority", ticket.priority.rawValue], ["department", ticket.department?.rawValue ?? "-"],
            ["assignee", ticket.assignee?.rawValue ?? "-"], ["owner", ticket.owner.description],
            ["first response due", ticket.firstResponseDueAt?.description ?? "-"],
            ["acceptance due", ticket.acceptanceDueAt?.description ?? "-"], ["breaches", "\(ticket.breaches)"],
        ]
    }

    /// Names in order, so that the same kind of event always reads the same.
    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    static func line(_ event: TicketEvent) -> [String] {
        let name = event.fact.type?.name ?? event.fact.typeName
        return [
            event.at.description, event.ticket.description, "#\(event.seq)", name, event.source,
            (try? event.fact.json(encoder)).map { String(String(decoding: $0, as: UTF8.self).prefix(160)) } ?? "",
        ]
    }
}
