import Kafka
import Pipeline
import Postgres
import RouterRules
import Tickets

/// What a batch of actions came to.
struct ActionTally: Equatable, Sendable {
    var applied = 0
    /// Right, but there was nothing left to do, such as accepting what is accepted.
    var unchanged = 0
    var duplicates = 0
    var refused = 0
    /// Right, and in a sandbox, where nothing is done.
    var practised = 0

    static func += (total: inout Self, part: Self) {
        total.applied += part.applied
        total.unchanged += part.unchanged
        total.duplicates += part.duplicates
        total.refused += part.refused
        total.practised += part.practised
    }
}

/// The transaction that does a batch of actions: each once, on locked tickets, in the order in which they came.
struct ActionTransaction {
    private let letters: [ActionLetter]
    private var tally = ActionTally()

    init(_ letters: [ActionLetter]) {
        self.letters = letters
    }

    mutating func run(in session: borrowing Session) throws -> ActionTally {
        var fresh = try ActionInbox.enter(Set(letters.map(\.messageID)), in: session)
        let subjects = try Subjects(letters, in: session)
        var writer = Writer(source: "router", now: try Journal.now(in: session), tickets: subjects.tickets)
        for letter in letters {
            guard fresh.remove(letter.messageID) != nil else {
                tally.duplicates += 1
                continue
            }
            switch letter.content {
            case .action(let action): try perform(action, on: subjects.id(of: action.subject), letter, &writer)
            case .refused(let reason): refuse(letter, reason, nil, &writer)
            }
        }
        try writer.write(in: session)
        return tally
    }

    private mutating func perform(
        _ action: BotAction,
        on ticket: TicketID?,
        _ letter: ActionLetter,
        _ writer: inout Writer
    ) throws {
        guard !action.isPractice else {
            tally.practised += 1
            return
        }
        let state = ticket.flatMap { writer.tickets[$0] }
        switch CommandRules().decide(action.input, in: state, at: writer.now) {
        case .keep(let changed, let facts):
            try writer.append(facts, to: changed.id, cause: action.trace)
            tally.applied += 1
        case .close, .ignore:
            tally.unchanged += 1
        case .reject(let reason):
            refuse(letter, reason, ticket, &writer)
        }
    }

    private mutating func refuse(_ letter: ActionLetter, _ reason: Reason, _ ticket: TicketID?, _ writer: inout Writer)
    {
        writer.publish(
            DeadLetter.message(letter.record, reason, consumer: ActionInbox.consumer, lane: ticket?.lane ?? 0)
        )
        tally.refused += 1
    }
}

/// The tickets that actions are about, found by id or by number, and locked.
private struct Subjects {
    let tickets: [TicketID: Ticket]
    private let ids: [TicketNumber: TicketID]

    init(_ letters: [ActionLetter], in session: borrowing Session) throws {
        var named: Set<TicketID> = []
        var numbers: Set<String> = []
        for case .action(let action) in letters.map(\.content) where !action.isPractice {
            switch action.subject {
            case .id(let id): named.insert(id)
            case .number(let number): numbers.insert(number.description)
            }
        }
        ids = try Self.find(numbers, in: session)
        tickets = try Journal.lock(named.union(ids.values).sorted(), in: session)
    }

    private static func find(_ numbers: Set<String>, in session: borrowing Session) throws -> [TicketNumber: TicketID] {
        guard !numbers.isEmpty else { return [:] }
        let rows = try session.query("SELECT number, id FROM ticket WHERE number = ANY(\(numbers.sorted()))")
        return try Dictionary(
            uniqueKeysWithValues: rows.map {
                (TicketNumber(stored: try $0["number", as: String.self]), try $0["id", as: TicketID.self])
            }
        )
    }

    func id(of subject: BotAction.Subject) -> TicketID? {
        switch subject {
        case .id(let id): id
        case .number(let number): ids[number]
        }
    }
}
