import FoundationEssentials
import Kafka
import Pipeline
import Tickets

/// Writes down what a bot does with made-up tickets, and answers it as the router would.
struct SandboxLedger: Sendable {
    let department: DepartmentCode
    private(set) var tickets: [TicketID: SandboxTicket] = [:]
    /// What was seen to be wrong, by the rule it breaks.
    private(set) var faults: [BotRule: [BotFault]] = [:]
    private(set) var actions = 0
    /// How often an action came again with its own id.
    private(set) var repeats = 0
    private(set) var tracesCarried = 0
    /// How many partitions the actions' topic has.
    private let partitions: Int
    private var seen: [Name: Sight] = [:]

    /// CloudEvents: what tells an action from all others.
    private struct Name: Hashable {
        let source: String
        let id: String
    }

    /// What an action was when it was seen first, and at which hand-off of its ticket.
    private struct Sight {
        let action: BotAction
        let handOff: Int
    }

    init(_ department: DepartmentCode, partitions: Int) {
        (self.department, self.partitions) = (department, partitions)
    }

    mutating func add(_ ticket: SandboxTicket) {
        tickets[ticket.id] = ticket
    }

    mutating func happen(_ fact: TicketFact, to id: TicketID, at now: Instant) {
        tickets[id]?.happen(fact, at: now)
    }

    mutating func note(_ rule: BotRule, _ fault: String, remedy: String? = nil) {
        faults[rule, default: []].append(BotFault(fault, remedy: remedy))
    }

    /// Takes what the bot wrote; answers the messages by which the router would show what has come of it.
    mutating func take(
        _ record: Record,
        at now: Instant,
        arrivedAt: ContinuousClock.Instant
    ) throws -> [OutboxMessage] {
        let json = json(of: record)
        let action: BotAction
        switch json.flatMap(read) {
        case .success(let read): action = read
        case .failure(let error):
            guard isOfThisRun(record, try? json.get()) else { return [] }
            actions += 1
            note(.form, "\(place(record)): \(error.reason)")
            return []
        }
        // What an earlier run left in the topics is not about any of our tickets.
        guard let id = subject(action), let ticket = tickets[id] else { return [] }
        actions += 1
        check(keyOf: record, action, id)
        if let trace = action.trace, trace.split(separator: "-").dropFirst().first == Self.traceID(ticket) {
            tracesCarried += 1
        }
        if case .peace(let rule) = ticket.expectation { note(rule, "\(action.verb) on \(ticket.number)") }
        guard isNew(action, on: id, ticket) else { return [] }
        return try perform(action, on: ticket, at: now, arrivedAt: arrivedAt)
    }

    private mutating func perform(
        _ action: BotAction,
        on ticket: SandboxTicket,
        at now: Instant,
        arrivedAt: ContinuousClock.Instant
    ) throws -> [OutboxMessage] {
        var ticket = ticket
        let isRepeated = ticket.inputs.contains(action.input)
        if isRepeated { note(.ids, "\(ticket.number): the same \(action.verb) has two ids, the second \(action.id)") }
        let decision = ticket.take(action.input, at: now, arrivedAt: arrivedAt)
        tickets[ticket.id] = ticket
        switch decision {
        case .keep(_, let facts): return try echo(facts, ticket, at: now)
        case .ignore, .close:
            if !isRepeated { note(.once, "\(ticket.number): \(action.verb), which changes nothing (\(action.id))") }
        case .reject(let reason):
            guard ticket.wantsWork, !ticket.isTakenAway, !isRepeated else { break }
            note(.once, "\(ticket.number): \(action.verb), though \(reason)")
        }
        return []
    }

    private func json(of record: Record) -> Result<ActionJSON, MalformedAction> {
        let bytes = record.value ?? []
        guard bytes.count <= ActionSchema.mostBytes else {
            return .failure(MalformedAction(["the value has \(bytes.count) bytes"]))
        }
        guard let json = try? JSONDecoder().decode(ActionJSON.self, from: Data(bytes)) else {
            return .failure(MalformedAction(["the value is not JSON"]))
        }
        return .success(json)
    }

    private func read(_ json: ActionJSON) -> Result<BotAction, MalformedAction> {
        Result { () throws(MalformedAction) in try ActionSchema(for: department).read(json) }
    }

    /// Whether what is no action may be about a ticket of ours: its subject and key name no other.
    private func isOfThisRun(_ record: Record, _ json: ActionJSON?) -> Bool {
        var named = [record.key.flatMap { TicketID(String(decoding: $0, as: UTF8.self)) }]
        if case .object(let fields) = json, case .string(let subject) = fields["subject"] {
            named.append(TicketID(subject))
        }
        let ids = named.compactMap(\.self)
        return ids.isEmpty || ids.contains { tickets[$0] != nil }
    }

    private func subject(_ action: BotAction) -> TicketID? {
        switch action.subject {
        case .id(let id): id
        case .number(let number): tickets.values.first { $0.number == number }?.id
        }
    }

    private mutating func check(keyOf record: Record, _ action: BotAction, _ id: TicketID) {
        let key = Array(id.description.utf8)
        guard record.key == key else {
            let shown = record.key.map { "\"\(String(decoding: $0.prefix(60), as: UTF8.self))\"" } ?? "none"
            return note(.key, "\(place(record)): \(action.verb) on \(id) has the key \(shown)")
        }
        let partition = Partitioner.murmur2(key, of: partitions)
        guard record.partition != partition else { return }
        note(
            .key,
            "\(place(record)): \(action.verb) on \(id) belongs to partition \(partition)",
            remedy: "Use the partitioner of Java clients, with librdkafka partitioner=murmur2_random, and choose no "
                + "partition yourself."
        )
    }

    /// Whether the action is to be done: it is not when its id was seen before.
    private mutating func isNew(_ action: BotAction, on id: TicketID, _ ticket: SandboxTicket) -> Bool {
        let name = Name(source: action.source, id: action.id)
        guard let first = seen[name] else {
            seen[name] = Sight(action: action, handOff: ticket.handOff)
            return true
        }
        repeats += 1
        if subject(first.action) == id, first.handOff != ticket.handOff {
            tickets[id]?.dropped = action.id
        } else if first.action.input != action.input || subject(first.action) != id {
            note(.ids, "\(action.id) stands for two different actions")
        }
        return false
    }

    private func echo(_ facts: [TicketFact], _ ticket: SandboxTicket, at now: Instant) throws -> [OutboxMessage] {
        try facts.compactMap(\.type).filter { $0 != .noted }.map { change in
            try ticket.snapshot(change, to: department, at: now)
        }
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
