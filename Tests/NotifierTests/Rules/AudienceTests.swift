import NotifierRules
import Testing
import Tickets

@Suite("The audience of a fact") struct AudienceTests {
    private typealias Fact = TicketFact

    private let withZhaoLei = Standing(owner: .person(Fact.liNa), department: Fact.afterSales, assignee: Fact.zhaoLei)
    private let inTheQueue = Standing(owner: .person(Fact.liNa), department: Fact.afterSales)

    private func told(_ fact: TicketFact, _ standing: Standing?) -> [Recipient] {
        let event = TicketEvent(fact, seq: 1)
        return switch Audience().decide(event, in: standing, at: event.at) {
        case .keep(_, let recipients): recipients
        case .close, .ignore, .reject: []
        }
    }

    @Test func `a hand-off is told to the assignee and the owner`() {
        #expect(
            told(.given(to: Fact.afterSales, Fact.zhaoLei), nil)
                == [.person(Fact.zhaoLei), .person(Fact.liNa), .webhooks(Fact.afterSales)]
        )
    }

    @Test func `a hand-off to nobody in particular is told to the queue`() {
        #expect(
            told(.given(to: Fact.afterSales, nil), nil)
                == [.queue(Fact.afterSales), .person(Fact.liNa), .webhooks(Fact.afterSales)]
        )
    }

    @Test func `an owner who works on the ticket is told once`() {
        #expect(
            told(.given(to: .frontline, Fact.liNa), nil) == [.person(Fact.liNa), .webhooks(.frontline)]
        )
    }

    @Test func `an offer is told to whom it is offered`() {
        let offer = TicketFact.assigned(Assigned(department: Fact.afterSales, assignee: Fact.chenYu))
        #expect(told(offer, inTheQueue) == [.person(Fact.chenYu), .webhooks(Fact.afterSales)])
    }

    @Test func `a warning is told to the worker and the leads`() {
        #expect(
            told(.warning, withZhaoLei)
                == [.person(Fact.zhaoLei), .leads(Fact.afterSales), .webhooks(Fact.afterSales)]
        )
        #expect(
            told(.warning, inTheQueue)
                == [.queue(Fact.afterSales), .leads(Fact.afterSales), .webhooks(Fact.afterSales)]
        )
    }

    @Test func `a breach is told to the owner too`() {
        #expect(
            told(.breach, withZhaoLei)
                == [
                    .person(Fact.zhaoLei), .leads(Fact.afterSales), .person(Fact.liNa), .webhooks(Fact.afterSales),
                ]
        )
    }

    @Test func `a breach before any hand-off is the front line's`() {
        #expect(told(.breach, Standing()) == [.queue(.frontline), .leads(.frontline), .webhooks(nil)])
    }

    @Test(arguments: [TicketFact.question, .givenBack, .solved])
    func `a question, a return and an answer are told to the owner`(fact: TicketFact) {
        #expect(told(fact, withZhaoLei) == [.person(Fact.liNa), .webhooks(Fact.afterSales)])
    }

    @Test(arguments: [TicketFact.promise, .taken, .word, .note])
    func `what needs nobody to act goes to webhooks only`(fact: TicketFact) {
        #expect(told(fact, withZhaoLei) == [.webhooks(Fact.afterSales)])
    }

    @Test(arguments: [TicketFact.arrival(), .graded])
    func `before a hand-off only webhooks without a department are told`(fact: TicketFact) {
        #expect(told(fact, nil) == [.webhooks(nil)])
    }

    @Test func `a fact of a newer version is told to nobody`() {
        #expect(told(.unrecognized(type: "shouwen.ticket.merged.v1"), withZhaoLei).isEmpty)
    }

    @Test func `after a return the old department hears nothing more, and the owner stays`() {
        let after = withZhaoLei.after(.givenBack)
        #expect(after == Standing(owner: .person(Fact.liNa)))
        #expect(told(.note, after) == [.webhooks(nil)])
        #expect(told(.warning, after) == [.person(Fact.liNa), .leads(.frontline), .webhooks(nil)])
    }

    @Test func `replaying any prefix of a history gives the same standing and the same notices`() {
        let facts: [TicketFact] = [
            .arrival(), .graded, .given(to: Fact.afterSales, nil), .promise,
            .assigned(Assigned(department: Fact.afterSales, assignee: Fact.zhaoLei)), .warning, .givenBack,
            .given(to: Fact.finance, Fact.chenYu, handOff: 2), .taken, .word, .breach, .solved,
        ]
        for length in 1...facts.count {
            #expect(fold(facts.prefix(length)) == fold(facts.prefix(length)))
        }
        #expect(fold(facts[...]).last?.standing.assignee == Fact.chenYu)
    }

    private struct Step: Equatable {
        let standing: Standing
        let told: [Recipient]
    }

    private func fold(_ facts: ArraySlice<TicketFact>) -> [Step] {
        var standing: Standing?
        return facts.map { fact in
            let told = told(fact, standing)
            let after = (standing ?? Standing()).after(fact)
            standing = after
            return Step(standing: after, told: told)
        }
    }
}
