import FoundationEssentials
import SLAMonitorRules
import Testing
import Tickets

/// A ticket's history as a test tells it, with the SLA monitor following at once or later; one minute is 60 seconds
/// after 2026-03-01T00:00:00Z.
struct History {
    private(set) var ticket: Ticket?
    private(set) var clocks: Clocks?
    /// What the monitor said, in order.
    private(set) var said: [TicketFact] = []
    private(set) var events: [TicketEvent] = []
    private var unread: [TicketEvent] = []
    private let rules: SLARules
    private let id: TicketID

    init(policy: SLAPolicy = .standard()) throws {
        rules = SLARules(policy: policy)
        id = try #require(TicketID("01957a00-0000-7000-8000-000000000001"))
    }

    static func minute(_ count: Double) -> Instant {
        Instant(seconds: 1_772_323_200) + .seconds(count * 60)
    }

    /// The fact happens; the monitor does not see it yet.
    mutating func record(_ fact: TicketFact, minute: Double) {
        let event = TicketEvent(
            ticket: id,
            seq: (ticket?.version ?? 0) + 1,
            at: Self.minute(minute),
            source: "test",
            trace: nil,
            fact: fact
        )
        if ticket == nil { ticket = Ticket(event) } else { ticket?.apply(fact, at: event.at) }
        events.append(event)
        unread.append(event)
    }

    /// The monitor reads all it has not read.
    @discardableResult
    mutating func catchUp(minute: Double) -> [TicketFact] {
        let before = said.count
        while !unread.isEmpty {
            let event = unread.removeFirst()
            if let input = SLAInput(event) { ask(input, minute) }
        }
        return Array(said[before...])
    }

    /// The fact happens and the monitor sees it.
    @discardableResult
    mutating func happen(_ fact: TicketFact, minute: Double) -> [TicketFact] {
        record(fact, minute: minute)
        return catchUp(minute: minute)
    }

    /// The clock rings, if it is due at all.
    @discardableResult
    mutating func ring(_ kind: ClockKind, minute: Double) throws -> [TicketFact] {
        guard let due = clocks?[kind]?.nextAt, due <= Self.minute(minute) else { return [] }
        let before = said.count
        ask(.rang(kind, on: try #require(ticket)), minute)
        return Array(said[before...])
    }

    /// What the rules decide about an event that was read before.
    func decision(again event: TicketEvent) -> Decision<Clocks, TicketFact>? {
        SLAInput(event).map { rules.decide($0, in: clocks, at: event.at) }
    }

    private mutating func ask(_ input: SLAInput, _ minute: Double) {
        switch rules.decide(input, in: clocks, at: Self.minute(minute)) {
        case .keep(let clocks, let facts):
            self.clocks = clocks
            say(facts, minute)
        case .close(let facts):
            clocks = nil
            say(facts, minute)
        case .ignore: break
        case .reject(let reason): Issue.record("rejected: \(reason)")
        }
    }

    private mutating func say(_ facts: [TicketFact], _ minute: Double) {
        for fact in facts {
            said.append(fact)
            record(fact, minute: minute)
        }
    }
}
