import NotifierRules
import Pipeline
import Tickets

/// What a notice says: the event as it stands in the feed, small enough for a webhook.
enum Payload {
    /// Standard Webhooks asks for less than 20 kB.
    static let limit = 20_000

    /// The event's CloudEvent; what is too long for a webhook is cut, and `data.truncated` says so.
    static func json(_ event: TicketEvent) throws -> String {
        let whole = try CloudEvent.json(JournalRow(event))
        guard whole.utf8.count >= limit else { return whole }
        var shortest = whole
        // In JSON a byte of text can take six.
        for length in [12_000, 6000, 2500, 500] {
            shortest = try json(event, cutTo: length)
            if shortest.utf8.count < limit { break }
        }
        return shortest
    }

    private static func json(_ event: TicketEvent, cutTo length: Int) throws -> String {
        let cut = TicketEvent(
            ticket: event.ticket,
            seq: event.seq,
            at: event.at,
            source: event.source,
            trace: event.trace,
            fact: event.fact.shortened(to: length)
        )
        let json = try CloudEvent.json(JournalRow(cut))
        guard let data = json.firstRange(of: #""data":{"#) else { return json }
        return json[..<data.upperBound] + #""truncated":true,"# + json[data.upperBound...]
    }
}
