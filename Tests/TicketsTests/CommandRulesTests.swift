import TestKit
import Testing
import Tickets

@Suite("Commands of departments") struct CommandRulesTests {
    private let rules = CommandRules()

    private func facts(_ command: TicketCommand, by actor: Actor = afterSalesBot, in ticket: Ticket?) -> [TicketFact]? {
        guard case .keep(_, let facts) = rules.decide(.init(command, by: actor), in: ticket, at: .noon) else {
            return nil
        }
        return facts
    }

    @Test func `a department accepts what it was given`() throws {
        let held = try ticket(after: [.routed(routed())])
        #expect(facts(.accept, in: held) == [.accepted(Accepted(by: afterSalesBot))])
    }

    @Test func `accepting twice changes nothing`() throws {
        let accepted = try ticket(after: [.routed(routed()), .accepted(Accepted(by: afterSalesBot))])
        given(rules, accepted).when(.init(.accept, by: afterSalesBot)).then(.ignore)
    }

    @Test func `work on a ticket not yet accepted accepts it first`() throws {
        let held = try ticket(after: [.routed(routed())])
        #expect(
            facts(.resolve(answer: "done"), in: held)
                == [.accepted(Accepted(by: afterSalesBot)), .resolved(Resolved(by: afterSalesBot, answer: "done"))]
        )
    }

    @Test func `another department is refused, by name`() throws {
        let held = try ticket(after: [.routed(routed())])
        given(rules, held).when(.init(.accept, by: frontline))
            .then(.reject(Reason("the ticket is with after-sales, not frontline")))
    }

    @Test func `nobody holds a ticket between its return and its next hand-off`() throws {
        let returned = try ticket(after: [
            .routed(routed()), .returned(Returned(by: afterSalesBot, reason: .cannotDo, text: "no")),
        ])
        given(rules, returned).when(.init(.accept, by: afterSalesBot))
            .then(.reject(Reason("the ticket is with nobody yet, not after-sales")))
    }

    @Test func `a resolved ticket takes notes and nothing else`() throws {
        let resolved = try ticket(after: [.routed(routed()), .resolved(Resolved(by: afterSalesBot, answer: "done"))])
        given(rules, resolved).when(.init(.resolve(answer: "again"), by: afterSalesBot))
            .then(.reject(Reason("the ticket is already answered")))
        #expect(facts(.note(text: "ok"), in: resolved) == [.noted(Noted(by: afterSalesBot, text: "ok"))])
    }

    @Test func `a question goes to the customer, and is a first response`() throws {
        let held = try ticket(after: [.routed(routed())])
        let asked = [.accepted(Accepted(by: afterSalesBot)), TicketFact.asked(Asked(by: afterSalesBot, text: "when?"))]
        #expect(facts(.ask(question: "when?"), in: held) == asked)
        #expect(try ticket(after: [.routed(routed())] + asked).firstRespondedAt != nil)
    }

    @Test func `a return says why and does not accept first`() throws {
        let held = try ticket(after: [.routed(routed())])
        let command = TicketCommand.return(reason: .wrongDepartment, text: "parcel lost", suggestion: nil)
        #expect(
            facts(command, in: held)
                == [.returned(Returned(by: afterSalesBot, reason: .wrongDepartment, text: "parcel lost"))]
        )
    }

    @Test func `a ticket that does not exist is refused`() {
        given(rules, nil).when(.init(.accept, by: frontline)).then(.reject(Reason("there is no such ticket")))
    }

    @Test func `the kept ticket is the one its facts make`() throws {
        let held = try ticket(after: [.routed(routed())])
        guard
            case .keep(let kept, let facts) = rules.decide(
                .init(.resolve(answer: "x"), by: afterSalesBot),
                in: held,
                at: .noon
            )
        else { throw NoTicket() }
        var folded = held
        for fact in facts { folded.apply(fact, at: .noon) }
        #expect(kept == folded)
    }
}
