import NotifierRules
import Testing
import Tickets

@Suite("A shortened fact") struct ShorteningTests {
    @Test func `a long text is cut between characters`() throws {
        let text = String(repeating: "碎了👨‍👩‍👧", count: 1000)
        let shortened = TicketFact.arrival(text).shortened(to: 98)
        guard case .received(let received) = shortened else {
            Issue.record("another fact came out")
            return
        }
        #expect(received.text == String(repeating: "碎了👨‍👩‍👧", count: 4))
        #expect(received.subject == "杯子碎了")
    }

    @Test func `what fits stays as it is`() {
        for fact in [TicketFact.arrival(), .solved, .note, .word, .givenBack, .graded, .warning, .taken] {
            #expect(fact.shortened(to: 5000) == fact)
        }
    }
}
