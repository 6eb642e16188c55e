/// A fact in its place: the `seq`th thing that happened to this ticket.
package struct TicketEvent: Hashable, Sendable {
    package let ticket: TicketID
    /// Contiguous from 1 for each ticket.
    package let seq: Int
    /// When the database recorded it.
    package let at: Instant
    /// The service that recorded it, such as `router`.
    package let source: String
    /// The W3C `traceparent` under which it was recorded.
    package let trace: String?
    package let fact: TicketFact

    package init(ticket: TicketID, seq: Int, at: Instant, source: String, trace: String?, fact: TicketFact) {
        (self.ticket, self.seq, self.at) = (ticket, seq, at)
        (self.source, self.trace, self.fact) = (source, trace, fact)
    }
}
