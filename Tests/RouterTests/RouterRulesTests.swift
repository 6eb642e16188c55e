import RouterRules
import TestKit
import Testing
import Tickets

@Suite("Where a ticket goes")
struct RouterRulesTests {
    private let owned = work {
        ($0.owner, $0.handOffs, $0.bounces) = (.person(liNa), 1, 1)
    }

    private func handsOff(
        _ work: Work,
        to department: DepartmentCode,
        because reason: String,
        owner: Owner? = nil,
        after news: [RouterOutput] = []
    ) -> Decision<Work, RouterOutput> {
        var next = work
        (next.department, next.handOffs) = (department, work.handOffs + 1)
        let handOff = HandOff(to: department, owner: owner, number: work.handOffs + 1, reason: reason)
        return .keep(next, emit: news + [.handOff(handOff)])
    }

    @Test func `a classified ticket goes to its department, and its owner is still to be chosen`() {
        given(RouterRules(), work()).when(.classified(classified()))
            .then(handsOff(work(), to: afterSales, because: "classified as damage"))
    }

    @Test func `a ticket the classifier is unsure of goes to the front line, whatever department it names`() {
        given(RouterRules(), work()).when(.classified(classified(needsTriage: true)))
            .then(handsOff(work(), to: .frontline, because: "the classifier is unsure: the front line triages"))
    }

    @Test func `a department that does not exist is replaced by the front line`() {
        let unknown = DepartmentCode(rawValue: "astrology")
        given(RouterRules(), work()).when(.classified(classified(unknown)))
            .then(
                handsOff(
                    work(),
                    to: .frontline,
                    because: "there is no department astrology: the front line triages"
                )
            )
    }

    @Test func `a ticket that was handed off is not handed off again by another classification`() {
        let held = work { ($0.department, $0.handOffs) = (afterSales, 1) }
        given(RouterRules(), held).when(.classified(classified(logistics))).then(.ignore)
        given(RouterRules(), owned).when(.classified(classified(logistics))).then(.ignore)
    }

    @Test func `a return goes to the department it suggests, and the owner stays`() {
        given(RouterRules(), owned).when(.returned(returned(to: logistics)))
            .then(
                handsOff(
                    owned,
                    to: logistics,
                    because: "after-sales returned it as wrong_department to logistics",
                    owner: .person(liNa),
                    after: [.tell(afterSales, of: .returned)]
                )
            )
    }

    @Test(arguments: [
        (nil, "after-sales returned it as wrong_department"),
        (afterSales, "after-sales returned it as wrong_department"),
        (
            DepartmentCode(rawValue: "astrology"),
            "after-sales returned it as wrong_department to astrology, which is no department"
        ),
    ])
    func `a return that suggests no other known department goes to the front line`(
        _ suggestion: DepartmentCode?,
        _ reason: String
    ) {
        given(RouterRules(), owned).when(.returned(returned(to: suggestion)))
            .then(
                handsOff(
                    owned,
                    to: .frontline,
                    because: reason,
                    owner: .person(liNa),
                    after: [.tell(afterSales, of: .returned)]
                )
            )
    }

    @Test func `a second return goes to the front line to arbitrate, whatever it suggests`() {
        let bounced = work { ($0.owner, $0.handOffs, $0.bounces) = (.queue(.frontline), 2, 2) }
        given(RouterRules(), bounced).when(.returned(returned(by: logistics, to: finance)))
            .then(
                handsOff(
                    bounced,
                    to: .frontline,
                    because: "logistics returned it as wrong_department, return 2: the front line arbitrates",
                    owner: .queue(.frontline),
                    after: [.tell(logistics, of: .returned)]
                )
            )
    }

    @Test func `what the front line rules is followed, however often the ticket was returned`() {
        let bounced = work { ($0.owner, $0.handOffs, $0.bounces) = (.person(liNa), 3, 3) }
        given(RouterRules(), bounced).when(.returned(returned(by: .frontline, to: finance)))
            .then(
                handsOff(
                    bounced,
                    to: finance,
                    because: "frontline returned it as wrong_department to finance",
                    owner: .person(liNa),
                    after: [.tell(.frontline, of: .returned)]
                )
            )
    }

    @Test func `no customer's ticket gets into a sandbox, even where the company has one`() {
        given(RouterRules(), owned).when(.returned(returned(to: .sandbox)))
            .then(
                handsOff(
                    owned,
                    to: .frontline,
                    because: "after-sales returned it as wrong_department to sandbox, which is no department",
                    owner: .person(liNa),
                    after: [.tell(afterSales, of: .returned)]
                )
            )
    }

    @Test func `a return that was followed already only reaches the bots again`() {
        let held = work { ($0.department, $0.handOffs) = (logistics, 2) }
        given(RouterRules(), held).when(.returned(returned(to: finance)))
            .then(.keep(held, emit: [.tell(afterSales, of: .returned)]))
    }

    @Test func `a resolved ticket is nobody's work any more`() {
        let held = work { ($0.department, $0.handOffs) = (afterSales, 1) }
        var finished = held
        finished.isFinished = true
        let resolved = Resolved(by: Actor(department: afterSales, name: "bot"), answer: "ok")
        given(RouterRules(), held).when(.resolved(resolved))
            .then(.keep(finished, emit: [.tell(afterSales, of: .resolved), .finish]))
    }

    @Test(arguments: [EventType.accepted, .progressed, .asked])
    func `progress of the work is shown to the department's bots`(_ change: EventType) {
        let held = work { ($0.department, $0.handOffs) = (afterSales, 1) }
        given(RouterRules(), held).when(.worked(change, by: afterSales))
            .then(.keep(held, emit: [.tell(afterSales, of: change)]))
    }

    @Test func `a clock is shown to whoever holds the ticket, and to nobody when nobody does`() {
        let held = work { ($0.department, $0.handOffs) = (afterSales, 1) }
        given(RouterRules(), held).when(.clockRang(.warned))
            .then(.keep(held, emit: [.tell(afterSales, of: .warned)]))
        given(RouterRules(), work()).when(.clockRang(.breached)).then(.ignore)
    }

    @Test func `a ticket without a row is set aside`() {
        given(RouterRules()).when(.classified(classified()))
            .then(.reject(Reason("the journal tells of a ticket that has no row")))
    }

    @Test func `the router does not listen to itself, nor to what is no work`() {
        let by = Actor(department: afterSales, name: "bot")
        let mark = ClockMark(clock: .acceptance, generation: 1, dueAt: .noon)
        let promised = Promised(clock: .acceptance, generation: 1, startedAt: .noon, warnAt: .noon, dueAt: .noon)
        let heard: [(TicketFact, RouterInput?)] = [
            (.received(received()), nil), (.classified(classified()), .classified(classified())),
            (.routed(Routed(department: finance, owner: .person(liNa), assignee: nil, handOff: 1, reason: "")), nil),
            (.assigned(Assigned(department: finance, assignee: liNa)), nil), (.promised(promised), nil),
            (.warned(mark), .clockRang(.warned)), (.breached(mark), .clockRang(.breached)),
            (.accepted(Accepted(by: by)), .worked(.accepted, by: afterSales)),
            (.progressed(Progressed(by: by, text: "", isPublic: false)), .worked(.progressed, by: afterSales)),
            (.asked(Asked(by: by, text: "?")), .worked(.asked, by: afterSales)),
            (.noted(Noted(by: by, text: "")), nil), (.returned(returned()), .returned(returned())),
            (.resolved(Resolved(by: by, answer: "")), .resolved(Resolved(by: by, answer: ""))),
            (.unrecognized(type: "shouwen.ticket.merged.v1"), nil),
        ]
        for (fact, input) in heard {
            let event = TicketEvent(ticket: ticketID(1), seq: 2, at: .noon, source: "test", trace: nil, fact: fact)
            #expect(RouterInput(event) == input)
        }
    }
}
