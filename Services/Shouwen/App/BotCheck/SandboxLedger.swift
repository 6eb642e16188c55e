import FoundationEssentials
import Kafka
import Pipeline
import Tickets

/// Writes down what a bot does with made-up tickets, and answers it as the router would.
struct SandboxLedger: Sendable {
    let department: DepartmentCode
    private(set) var tickets: [TicketID: SandboxTicket] = [:]
    /// What was seen to be wrong, by the rule it breaks.
    private(set) var faults: [BotRule: [String]] = [:]
    private(set) var actions = 0
    /// How often an action came again with its own id.
    private(set) var repeats = 0
    private(set) var tracesCarried = 0
    private var seen: [Name: BotAction] = [:]

    /// CloudEvents: what tells an action from all others.
    private struct Name: Hashable {
        let source: String
        let id: String
    }

    init(_ department: DepartmentCode) {
        self.department = department
    }

    mutating func add(_ ticket: SandboxTicket) {
        tickets[ticket.id] = ticket
    }

    mutating func happen(_ fact: TicketFact, to id: TicketID, at now: Instant) {
        tickets[id]?.happen(fact, at: now)
    }

    /// Takes what the bot wrote; answers the messages by which the router would show what has come of it.
    mutating func take(
        _ record: Record,
        at now: Instant,
        arrivedAt: ContinuousClock.Instant
    ) throws -> [OutboxMessage] {
        let action: BotAction
        switch read(record) {
        case .success(let read): action = read
        case .failure(let error):
            actions += 1
            note(.form, "\(place(record)): \(error.reason)")
            return []
        }
        // What an earlier run left in the topic is not about any of our tickets.
        guard let id = subject(action), var ticket = tickets[id] else { return [] }
        actions += 1
        check(key: record.key, of: action, id, at: record)
        if let trace = action.trace, trace.split(separator: "-").dropFirst().first == Self.traceID(ticket) {
            tracesCarried += 1
        }
        if case .peace(let rule) = ticket.expectation { note(rule, "\(action.verb) on \(ticket.number)") }
        guard isNew(action, ticket) else { return [] }
        let decision = ticket.take(action.input, at: now, arrivedAt: arrivedAt)
        tickets[id] = ticket
        switch decision {
        case .keep(_, let facts): return try echo(facts, ticket, at: now)
        case .ignore, .close:
            note(.once, "\(ticket.number): \(action.verb) again, with another id (\(action.id))")
        case .reject(let reason):
            if ticket.wantsWork { note(.once, "\(ticket.number): \(action.verb), though \(reason)") }
        }
        return []
    }

    private func read(_ record: Record) -> Result<BotAction, MalformedAction> {
        let bytes = record.value ?? []
        guard bytes.count <= ActionSchema.mostBytes else {
            return .failure(MalformedAction(["the value has \(bytes.count) bytes"]))
        }
        guard let json = try? JSONDecoder().decode(ActionJSON.self, from: Data(bytes)) else {
            return .failure(MalformedAction(["the value is not JSON"]))
        }
        do {
            return .success(try ActionSchema(for: department).read(json))
        } catch {
            return .failure(error)
        }
    }

    private func subject(_ action: BotAction) -> TicketID? {
        switch action.subject {
        case .id(let id): id
        case .number(let number): tickets.values.first { $0.number == number }?.id
        }
    }

    private mutating func check(key: [UInt8]?, of action: BotAction, _ id: TicketID, at record: Record) {
        guard key != Array(id.description.utf8) else { return }
        let shown = key.map { "\"\(String(decoding: $0.prefix(60), as: UTF8.self))\"" } ?? "none"
        note(.key, "\(place(record)): \(action.verb) on \(id) has the key \(shown)")
    }

    /// Whether the action is to be done: it is not when its id was seen before.
    private mutating func isNew(_ action: BotAction, _ ticket: SandboxTicket) -> Bool {
        if let first = seen[Name(source: action.source, id: action.id)] {
            repeats += 1
            if first.input != action.input || subject(first) != ticket.id {
                note(.ids, "\(action.id) stands for two different actions")
            }
            return false
        }
        seen[Name(source: action.source, id: action.id)] = action
        if ticket.inputs.contains(action.input) {
            note(.ids, "\(ticket.number): the same \(action.verb) has two ids, the second \(action.id)")
        }
        return true
    }

    private func echo(_ facts: [TicketFact], _ ticket: SandboxTicket, at now: Instant) throws -> [OutboxMessage] {
        try facts.compactMap(\.type).filter { $0 != .noted }.map { change in
            try ticket.snapshot(change, to: department, at: now)
        }
    }

    private mutating func note(_ rule: BotRule, _ fault: String) {
        faults[rule, default: []].append(fault)
    }

    private func place(_ record: Record) -> String {
        "partition \(record.partition), offset \(record.offset)"
    }

    private static func traceID(_ ticket: SandboxTicket) -> Substring? {
        ticket.trace.split(separator: "-").dropFirst().first
    }
}

extension BotAction {
    /// Its verb, as the contract names it.
    fileprivate var verb: String {
        switch input.command {
        case .accept: "accept"
        case .progress: "progress"
        case .ask: "ask"
        case .note: "note"
        case .resolve: "resolve"
        case .return: "return"
        }
    }
}
