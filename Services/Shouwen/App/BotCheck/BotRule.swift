/// What the contract asks of a bot, as far as it can be seen from outside; in the order in which a report tells of it.
enum BotRule: String, CaseIterable, Sendable {
    case runs, accepts, finishes, form, key, once, ids
    case handOff = "hand_off"
    case openness, types, foreign, poison, restart, trace

    /// What is asked, in one line.
    var demand: String {
        switch self {
        case .runs: "runs until it is told to end (不中断)"
        case .accepts: "accepts or returns each ticket in its time (签收时限)"
        case .finishes: "resolves or returns each ticket (解决或退单)"
        case .form: "writes actions that fit their schemas (结构)"
        case .key: "gives each action the ticket's id as key, in that key's partition (消息键)"
        case .once: "acts once on a ticket, however often it is delivered (去重)"
        case .ids: "gives the same action the same id, and another another (动作 ID)"
        case .handOff: "works again on a ticket that comes back, under new ids (再次派单)"
        case .openness: "ignores fields and words it does not know (读取规则)"
        case .types: "passes by types it does not know (未知类型)"
        case .foreign: "leaves alone what is resolved or not its department's (不越权)"
        case .poison: "survives records that make no sense (毒消息)"
        case .restart: "goes on after kill -9, and does nothing twice (重启)"
        case .trace: "carries the trace on, which is optional (链路)"
        }
    }

    /// What to do when it is not so.
    var remedy: String {
        switch self {
        case .runs:
            "Look at its last words; a bot that cannot go on should say why, and be started again by its keeper."
        case .accepts:
            "Read department.<code>.tickets from the beginning, and write accept to department.<code>.actions, where "
                + "<code> is $DEPARTMENT."
        case .finishes: "Send resolve with the answer, or return with one of the four reason codes."
        case .form: "Validate what you send against schemas/shouwen.action.<verb>.v1.schema.json."
        case .key: "Produce with key = data.ticket, in lower case, so that the actions of a ticket stay in order."
        case .once: "Remember <ticket>:<hand_off>, or make the ids of its actions from it; look at data.status first."
        case .ids: "Make the id of what the action stands for: <ticket>:<hand_off>:<verb>. Never a random one."
        case .handOff:
            "Make hand_off part of the id of each action and of what you remember as done: <ticket>:<hand_off>:<verb>."
        case .openness: "Read only the fields you need; let any word pass where you do not decide by it."
        case .types: "Act only on messages whose type is shouwen.department.ticket.v1."
        case .foreign: "Act only where data.department is yours and data.status is not resolved."
        case .poison: "Catch what fails to parse, or has no value, log its offset, and store it as handled."
        case .restart: "Store the offset after Kafka has acknowledged your actions; set session.timeout.ms=6000."
        case .trace: "Copy traceparent from the ticket's message to the action."
        }
    }

    /// A bot may go without it.
    var isOptional: Bool { self == .trace }
}
