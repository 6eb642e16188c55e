import Testing
import Tickets

@Suite("A ticket is the fold of its events") struct FoldTests {
    @Test func `it begins with its receipt, waiting, with the front line as owner`() throws {
        let ticket = try ticket(after: [])
        #expect(ticket.version == 1)
        #expect(ticket.stage == .received)
        #expect(ticket.status == .waiting)
        #expect(ticket.owner == .queue(.frontline))
    }

    @Test func `nothing but a receipt begins one`() {
        #expect(Ticket.folded([event(1, .noted(Noted(by: frontline, text: "?")))]) == nil)
        #expect(Ticket(event(2, .received(received()))) == nil)
        #expect(Ticket.folded([]) == nil)
    }

    @Test func `a hand-off gives it a department and takes the old acceptance away`() throws {
        let facts: [TicketFact] = [
            .classified(classified()), .routed(routed()), .accepted(Accepted(by: afterSalesBot)),
            .returned(Returned(by: afterSalesBot, reason: .wrongDepartment, text: "ours it is not")),
        ]
        let returned = try ticket(after: facts)
        #expect(returned.stage == .triaged)
        #expect(returned.department == nil)
        #expect(returned.bounces == 1)
        #expect(returned.owner == .person(PersonCode(rawValue: "li.na")))
        let again = try ticket(after: facts + [.routed(routed(2, to: .frontline))])
        #expect(again.department == .frontline)
        #expect(again.acceptedAt == nil)
        #expect(again.handOffs == 2)
    }

    @Test func `the first public word is the first response, and a later one does not move it`() throws {
        let quiet = TicketFact.progressed(Progressed(by: afterSalesBot, text: "looking", isPublic: false))
        let loud = TicketFact.progressed(Progressed(by: afterSalesBot, text: "we look into it", isPublic: true))
        #expect(try ticket(after: [quiet]).firstRespondedAt == nil)
        #expect(try ticket(after: [quiet, loud, loud]).firstRespondedAt == Instant(seconds: 1_795_406_403))
    }

    @Test func `an answer resolves it`() throws {
        let ticket = try ticket(after: [.routed(routed()), .resolved(Resolved(by: afterSalesBot, answer: "refunded"))])
        #expect(ticket.stage == .answered)
        #expect(ticket.status == .resolved)
        #expect(ticket.resolvedAt == ticket.firstRespondedAt)
    }

    @Test func `what a newer version writes counts and changes nothing else`() throws {
        var expected = try ticket(after: [])
        expected.version = 2
        expected.updatedAt = Instant(seconds: 1_795_406_402)
        #expect(try ticket(after: [.unrecognized(type: "shouwen.ticket.sang.v1")]) == expected)
    }
}
