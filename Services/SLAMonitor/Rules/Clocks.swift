package import Tickets

/// The clocks of one ticket: all that the SLA monitor remembers of it.
package struct Clocks: Hashable, Sendable {
    package var firstResponse: Clock
    /// Of the latest hand-off; nil before the first.
    package var acceptance: Clock?

    package init(firstResponse: Clock, acceptance: Clock? = nil) {
        (self.firstResponse, self.acceptance) = (firstResponse, acceptance)
    }

    /// Puts stored clocks together; nil when the first response, with which every ticket begins, is not among them.
    package init?(_ clocks: [Clock]) {
        guard let firstResponse = clocks.first(where: { $0.kind == .firstResponse }) else { return nil }
        self.init(firstResponse: firstResponse, acceptance: clocks.first { $0.kind == .acceptance })
    }

    package var all: [Clock] {
        [firstResponse] + (acceptance.map { [$0] } ?? [])
    }

    package subscript(_ kind: ClockKind) -> Clock? {
        switch kind {
        case .firstResponse: firstResponse
        case .acceptance: acceptance
        }
    }

    /// The last event that had an effect here.
    package var seq: Int {
        max(firstResponse.seq, acceptance?.seq ?? 0)
    }

    /// The ticket's priority, as far as its events were seen.
    package var priority: Priority {
        firstResponse.priority
    }

    /// Changes the clock of this kind, if there is one.
    mutating func change(_ kind: ClockKind, _ body: (inout Clock) -> [TicketFact]) -> [TicketFact] {
        switch kind {
        case .firstResponse: return body(&firstResponse)
        case .acceptance:
            guard var clock = acceptance else { return [] }
            defer { acceptance = clock }
            return body(&clock)
        }
    }
}
