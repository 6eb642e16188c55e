import SLAMonitorRules
import Testing
import Tickets

@Suite("The rules of the SLA monitor") struct SLARulesTests {
    @Test func `a ticket whose beginning was not seen is put aside`() throws {
        var history = try History()
        history.happen(.arrival, minute: 0)
        history.happen(.solved, minute: 1)
        let rules = SLARules(policy: .standard())
        let event = try #require(history.events.last)
        #expect(
            rules.decide(.happened(event), in: nil, at: event.at)
                == .reject(Reason("no clock was ever set for this ticket: its first event was not seen here"))
        )
    }

    @Test func `a clock that was forgotten rings for nobody`() throws {
        var history = try History()
        history.happen(.arrival, minute: 0)
        let ticket = try #require(history.ticket)
        #expect(
            SLARules(policy: .standard()).decide(.rang(.firstResponse, on: ticket), in: nil, at: ticket.createdAt)
                == .ignore
        )
    }

    @Test func `only what touches a clock is an input`() throws {
        var history = try History()
        for fact in [TicketFact.arrival, .graded(.p2), .given(handOff: 1), .taken, .word(isPublic: true), .solved] {
            history.record(fact, minute: 0)
        }
        #expect(history.events.allSatisfy { SLAInput($0) != nil })
        var other = try History()
        let mark = ClockMark(clock: .acceptance, generation: 1, dueAt: History.minute(0))
        for fact in [TicketFact.warned(mark), .breached(mark), .word(isPublic: false), .unrecognized(type: "x")] {
            other.record(fact, minute: 0)
        }
        #expect(other.events.allSatisfy { SLAInput($0) == nil })
    }

    @Test(arguments: Priority.allCases)
    func `the standard policy is that of the taxonomy`(priority: Priority) {
        let policy = SLAPolicy.standard()
        let minutes: (Int, Int) =
            switch priority {
            case .p1: (10, 10)
            case .p2: (30, 30)
            case .p3: (60, 60)
            case .p4: (60, 120)
            }
        #expect(policy.target(of: .firstResponse, for: priority) == .seconds(minutes.0 * 60))
        #expect(policy.target(of: .acceptance, for: priority) == .seconds(minutes.1 * 60))
    }
}
