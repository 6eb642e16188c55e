import Tickets

/// Puts the events of a batch in their places: what is new, what was seen before, and what is missing in between.
struct BatchPlan {
    /// An event as it came: the place is sure, the sense may not be.
    struct Arrival: Sendable {
        let ticket: TicketID
        let seq: Int
    }

    /// For one ticket: the seqs to apply, contiguous from the one after the last.
    struct Line: Equatable {
        let ticket: TicketID
        let last: Int
        let seqs: ClosedRange<Int>
        /// From the first to the last seq that did not come; nil when all came.
        ///
        /// A seq may be anything that somebody wrote into Kafka, so what lies between is not listed.
        let gap: ClosedRange<Int>?
    }

    private(set) var lines: [Line] = []
    private(set) var duplicates = 0

    /// Plans a batch; of tickets that are `parked`, and so wait for a person, nothing is applied.
    init(_ arrivals: [Arrival], lastSeqs: [TicketID: Int], parked: Set<TicketID>) {
        var order: [TicketID] = []
        var seqs: [TicketID: Set<Int>] = [:]
        for arrival in arrivals where !parked.contains(arrival.ticket) {
            guard arrival.seq > lastSeqs[arrival.ticket] ?? 0 else {
                duplicates += 1
                continue
            }
            if seqs[arrival.ticket] == nil { order.append(arrival.ticket) }
            if !seqs[arrival.ticket, default: []].insert(arrival.seq).inserted { duplicates += 1 }
        }
        for ticket in order {
            guard let came = seqs[ticket], let highest = came.max() else { continue }
            let last = lastSeqs[ticket] ?? 0
            let seqs = (last + 1)...highest
            lines.append(Line(ticket: ticket, last: last, seqs: seqs, gap: Self.gap(in: seqs, came)))
        }
    }

    private static func gap(in seqs: ClosedRange<Int>, _ came: Set<Int>) -> ClosedRange<Int>? {
        guard let first = seqs.first(where: { !came.contains($0) }),
            let last = seqs.last(where: { !came.contains($0) })
        else { return nil }
        return first...last
    }
}
