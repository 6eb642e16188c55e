import Tickets

/// Random numbers that a seed repeats (the SplitMix64 generator of Steele, Lea and Flood, 2014).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Any fact that can follow a receipt.
enum AnyFact {
    static let actor = Actor(department: DepartmentCode(rawValue: "after-sales"), name: "bot")
    private static let instant = Instant(seconds: 1_795_406_400)

    static func draw(_ dice: inout Dice) -> TicketFact {
        let number = Int.random(in: 1...9, using: &dice)
        let mark = ClockMark(clock: .acceptance, generation: number, dueAt: instant + .seconds(number))
        let facts: [TicketFact] = [
            .classified(
                Classified(
                    category: .damage,
                    department: actor.department,
                    tier: .complex,
                    priority: .p2,
                    sentiment: .angry,
                    language: .english,
                    confidence: Double(number) / 10,
                    needsTriage: false
                )
            ),
            .routed(
                Routed(
                    department: actor.department,
                    owner: .person(PersonCode(rawValue: "li.na")),
                    assignee: number.isMultiple(of: 2) ? nil : PersonCode(rawValue: "zhao.lei"),
                    handOff: number,
                    reason: "test"
                )
            ),
            .assigned(Assigned(department: actor.department, assignee: PersonCode(rawValue: "sun.yan"))),
            .promised(
                Promised(
                    clock: number.isMultiple(of: 2) ? .acceptance : .firstResponse,
                    generation: number,
                    startedAt: instant,
                    warnAt: instant,
                    dueAt: instant + .seconds(number)
                )
            ),
            .warned(mark), .breached(mark), .accepted(Accepted(by: actor)),
            .progressed(Progressed(by: actor, text: "词 \(number)", isPublic: number.isMultiple(of: 2))),
            .asked(Asked(by: actor, text: "问 \(number)")),
            .noted(Noted(by: actor, text: "note")),
            .returned(Returned(by: actor, reason: .cannotDo, text: "no")),
            .resolved(Resolved(by: actor, answer: "done")), .unrecognized(type: "shouwen.ticket.sang.v1"),
        ]
        return facts[Int.random(in: 0..<facts.count, using: &dice)]
    }
}
