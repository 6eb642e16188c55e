import Pipeline
import Telemetry
import Tickets

/// A made-up ticket in a sandbox: what a bot is shown of it, what it should do, and what it has done.
struct SandboxTicket: Sendable {
    enum Expectation: Sendable {
        case work
        /// The rule that is broken by any action on it.
        case peace(BotRule)
    }

    let expectation: Expectation
    let trace: String
    /// When it was first shown.
    let shownAt: ContinuousClock.Instant
    private(set) var ticket: Ticket
    /// What the bot has asked for since its last hand-off, each thing once, in order.
    private(set) var inputs: [CommandRules.Input] = []
    private(set) var firstActionAt: ContinuousClock.Instant?
    private(set) var finishedAt: ContinuousClock.Instant?
    /// Somebody else returned it, so that what the bot asks for is refused through no fault of its own.
    private(set) var isTakenAway = false
    /// The id of an action that was dropped, since it was used up at an earlier hand-off.
    var dropped: String?

    /// A ticket that was just given to the department.
    init(
        in department: DepartmentCode,
        _ expectation: Expectation,
        acceptWithin limit: Duration,
        now: Instant,
        shownAt: ContinuousClock.Instant
    ) {
        var random = SystemRandomNumberGenerator()
        let date = CivilDate(daysSince1970: now.microseconds / 86_400_000_000)
        let received = Received(
            number: TicketNumber(date: date, sequence: .random(in: 900_000...999_999, using: &random)),
            channel: .web,
            source: "sandbox",
            contact: Contact(name: "沙小箱", phone: "13900000000"),
            subject: "沙箱演练",
            text: "沙箱演练：收到的杯子碎了，请处理。This is a drill.",
            orderNumber: "SANDBOX-1",
            language: "zh-Hans"
        )
        let id = TicketID(at: now, random: (random.next(), random.next()))
        ticket = Ticket(id: id, received: received, at: now)
        self.expectation = expectation
        self.shownAt = shownAt
        trace = TraceContext.root(using: &random).header
        for fact in Self.history(department, due: now + limit, now) { ticket.apply(fact, at: now) }
    }

    private static func history(_ department: DepartmentCode, due: Instant, _ now: Instant) -> [TicketFact] {
        let found = Classified(
            category: .damage,
            department: department,
            tier: .complex,
            priority: .p3,
            sentiment: .neutral,
            language: .simplifiedChinese,
            confidence: 1,
            needsTriage: false
        )
        let promise = Promised(clock: .acceptance, generation: 1, startedAt: now, warnAt: now, dueAt: due)
        return [.classified(found), .routed(.inSandbox(to: department, handOff: 1)), .promised(promise)]
    }

    var id: TicketID { ticket.id }
    var number: TicketNumber { ticket.number }
    var handOff: Int { ticket.handOffs }
    var isWorkDone: Bool { finishedAt != nil }

    var wantsWork: Bool {
        if case .work = expectation { true } else { false }
    }

    /// Lets something happen that is not the bot's doing.
    mutating func happen(_ fact: TicketFact, at now: Instant) {
        ticket.apply(fact, at: now)
        switch fact {
        case .returned: isTakenAway = true
        case .routed: (isTakenAway, inputs) = (false, [])
        default: break
        }
    }

    /// Does what the bot asks, by the rules that the router follows: what has come of it.
    mutating func take(
        _ input: CommandRules.Input,
        at now: Instant,
        arrivedAt: ContinuousClock.Instant
    ) -> Decision<Ticket, TicketFact> {
        inputs.append(input)
        let decision = CommandRules().decide(input, in: ticket, at: now)
        guard case .keep(let changed, let facts) = decision else { return decision }
        ticket = changed
        firstActionAt = firstActionAt ?? arrivedAt
        for fact in facts {
            switch fact {
            case .resolved, .returned: finishedAt = finishedAt ?? arrivedAt
            default: break
            }
        }
        return decision
    }

    /// The message that shows it to the department's bots as it is now.
    func snapshot(_ change: EventType, to department: DepartmentCode, at now: Instant) throws -> OutboxMessage {
        try DepartmentSnapshot(ticket, after: change).message(
            to: department,
            seq: ticket.version,
            at: now,
            trace: trace
        )
    }
}

extension Routed {
    /// A hand-off as it is played, with the front line as the customer's.
    static func inSandbox(to department: DepartmentCode, handOff: Int) -> Routed {
        Routed(
            department: department,
            owner: .queue(.frontline),
            assignee: nil,
            handOff: handOff,
            reason: "a drill in the sandbox"
        )
    }
}
