import FoundationEssentials
import Tickets

/// Facts as tests need them, with everything in them that the notifier does not look at.
extension TicketFact {
    static let afterSales = DepartmentCode(rawValue: "after-sales")
    static let finance = DepartmentCode(rawValue: "finance")
    static let liNa = PersonCode(rawValue: "li.na")
    static let zhaoLei = PersonCode(rawValue: "zhao.lei")
    static let chenYu = PersonCode(rawValue: "chen.yu")

    static func arrival(_ text: String = "收到的杯子是碎的") -> TicketFact {
        .received(
            Received(
                number: TicketNumber(date: CivilDate(year: 2026, month: 3, day: 1), sequence: 7),
                channel: .web,
                source: "shop",
                contact: Contact(name: "王芳"),
                subject: "杯子碎了",
                text: text
            )
        )
    }

    static var graded: TicketFact {
        .classified(
            Classified(
                category: .damage,
                department: afterSales,
                tier: .complex,
                priority: .p3,
                sentiment: .neutral,
                language: .simplifiedChinese,
                confidence: 0.9,
                needsTriage: false
            )
        )
    }

    /// Given to a department, with li.na facing the customer.
    static func given(to department: DepartmentCode, _ assignee: PersonCode?, handOff: Int = 1) -> TicketFact {
        .routed(
            Routed(
                department: department,
                owner: .person(liNa),
                assignee: assignee,
                handOff: handOff,
                reason: "damage"
            )
        )
    }

    static var promise: TicketFact {
        let moment = Instant(seconds: 0)
        return .promised(
            Promised(clock: .acceptance, generation: 1, startedAt: moment, warnAt: moment, dueAt: moment)
        )
    }
    static var warning: TicketFact { .warned(mark) }
    static var breach: TicketFact { .breached(mark) }
    static var taken: TicketFact { .accepted(Accepted(by: bot)) }
    static var word: TicketFact { .progressed(Progressed(by: bot, text: "在查", isPublic: true)) }
    static var question: TicketFact { .asked(Asked(by: bot, text: "哪一天买的？")) }
    static var note: TicketFact { .noted(Noted(by: bot, text: "问过仓库")) }
    static var givenBack: TicketFact {
        .returned(Returned(by: bot, reason: .wrongDepartment, text: "not ours", suggestion: finance))
    }
    static var solved: TicketFact { .resolved(Resolved(by: bot, answer: "新杯子已寄出")) }

    private static var mark: ClockMark {
        ClockMark(clock: .acceptance, generation: 1, dueAt: Instant(seconds: 0))
    }
    private static var bot: Actor { Actor(department: afterSales, name: "bot") }
}

extension TicketEvent {
    /// The fact as an event of one and the same ticket.
    init(_ fact: TicketFact, seq: Int, ticket: UUID = UUID()) {
        self.init(
            ticket: TicketID(ticket),
            seq: seq,
            at: Instant(seconds: Int64(1_772_323_200 + seq)),
            source: "test",
            trace: nil,
            fact: fact
        )
    }
}
