import FoundationEssentials
package import Postgres
package import Tickets

/// A line of the journal as it is stored: the event with its data still in text.
package struct JournalRow: Sendable {
    package let ticket: TicketID
    package let seq: Int
    package let type: String
    package let at: Instant
    package let source: String
    package let trace: String?
    package let data: String

    /// A line with data that is no fact's, for events of other topics that are told in the same form.
    package init(
        ticket: TicketID,
        seq: Int,
        type: String,
        at: Instant,
        source: String,
        trace: String?,
        data: String
    ) {
        (self.ticket, self.seq, self.type, self.at) = (ticket, seq, type, at)
        (self.source, self.trace, self.data) = (source, trace, data)
    }

    package init(_ event: TicketEvent) throws {
        let json = try event.fact.json()
        (ticket, seq, at) = (event.ticket, event.seq, event.at)
        (source, trace, type) = (event.source, event.trace, event.fact.typeName)
        data = String(decoding: json, as: UTF8.self)
    }

    /// Reads the columns `ticket_id, seq, type, at, source, trace, data`.
    package init(_ row: Row) throws {
        ticket = try row["ticket_id", as: TicketID.self]
        seq = Int(try row["seq", as: Int32.self])
        type = try row["type", as: String.self]
        at = try row["at", as: Instant.self]
        source = try row["source", as: String.self]
        trace = try row["trace", as: String?.self]
        data = try row["data", as: String.self]
    }

    /// The event, typed.
    ///
    /// - Throws: a `DecodingError` when the data does not fit its type.
    package func event() throws -> TicketEvent {
        TicketEvent(
            ticket: ticket,
            seq: seq,
            at: at,
            source: source,
            trace: trace,
            fact: try TicketFact(type: type, json: Data(data.utf8))
        )
    }
}

extension TicketFact {
    package var typeName: String {
        if case .unrecognized(let type) = self { return type }
        return type?.rawValue ?? ""
    }
}
