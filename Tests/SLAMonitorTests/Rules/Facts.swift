import Tickets

/// Facts as tests need them, with everything in them that no clock looks at.
extension TicketFact {
    static var arrival: TicketFact {
        .received(
            Received(
                number: TicketNumber(date: CivilDate(year: 2026, month: 3, day: 1), sequence: 7),
                channel: .web,
                source: "shop",
                contact: Contact(name: "王芳"),
                subject: "杯子碎了",
                text: "收到的杯子是碎的"
            )
        )
    }

    static func graded(_ priority: Priority) -> TicketFact {
        .classified(
            Classified(
                category: .damage,
                department: DepartmentCode(rawValue: "after-sales"),
                tier: .complex,
                priority: priority,
                sentiment: .neutral,
                language: .simplifiedChinese,
                confidence: 0.9,
                needsTriage: false
            )
        )
    }

    static func given(handOff: Int) -> TicketFact {
        .routed(
            Routed(
                department: DepartmentCode(rawValue: "after-sales"),
                owner: .queue(.frontline),
                assignee: nil,
                handOff: handOff,
                reason: "damage"
            )
        )
    }

    static var taken: TicketFact { .accepted(Accepted(by: someone)) }
    static var givenBack: TicketFact {
        .returned(Returned(by: someone, reason: .wrongDepartment, text: "not ours"))
    }
    static func word(isPublic: Bool) -> TicketFact {
        .progressed(Progressed(by: someone, text: "在查", isPublic: isPublic))
    }
    static var question: TicketFact { .asked(Asked(by: someone, text: "哪一天收到的？")) }
    static var solved: TicketFact { .resolved(Resolved(by: someone, answer: "新杯子已寄出")) }

    private static var someone: Actor {
        Actor(department: DepartmentCode(rawValue: "after-sales"), name: "bot")
    }

    var promised: Promised? {
        if case .promised(let promise) = self { promise } else { nil }
    }

    /// `warned first_response 1`: a mark in one line.
    var mark: String? {
        switch self {
        case .warned(let mark): "warned \(mark.clock.rawValue) \(mark.generation)"
        case .breached(let mark): "breached \(mark.clock.rawValue) \(mark.generation)"
        default: nil
        }
    }
}

extension [TicketFact] {
    var marks: [String] { compactMap(\.mark) }
}
