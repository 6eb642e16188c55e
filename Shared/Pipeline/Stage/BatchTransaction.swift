import Postgres
import Tickets

/// What one batch came to.
struct BatchResult: Sendable {
    var applied = 0
    /// Rows added to the outbox.
    var published = 0
    var duplicates = 0
    var gaps = 0
    var parked = 0
    var unreadable = 0

    static func += (total: inout BatchResult, part: BatchResult) {
        total.applied += part.applied
        total.published += part.published
        total.duplicates += part.duplicates
        total.gaps += part.gaps
        total.parked += part.parked
        total.unreadable += part.unreadable
    }
}

/// The transaction of one batch, step by step.
struct BatchTransaction<Body: Rules> {
    typealias Question = Deliberation<Body>.Question

    private let definition: StageDefinition<Body>
    private let arrivals: Arrivals<Body.Input>
    private let progress: Progress
    private let parking: Parking
    private let limit: Int
    private var result = BatchResult()

    /// The batch, or of each ticket in it the next `limit` events.
    init(_ definition: StageDefinition<Body>, _ arrivals: Arrivals<Body.Input>, atMost limit: Int = .max) {
        (self.definition, self.arrivals, self.limit) = (definition, arrivals, limit)
        progress = Progress(consumer: definition.name)
        parking = Parking(consumer: definition.name)
    }

    mutating func run(in session: borrowing Session) throws -> BatchResult {
        let asked = try progress.ask(of: Array(Set(arrivals.arrivals.map { $0.ticket })).sorted(), in: session)
        let wanted = try definition.store.ask(in: session)
        let locking = try askToLock(in: session)
        let standing = try progress.standing(asked, in: session)
        let plan = BatchPlan(
            arrivals.arrivals.map { .init(ticket: $0.ticket, seq: $0.seq) },
            lastSeqs: standing.lastSeqs,
            parked: standing.parked
        )
        result.duplicates = plan.duplicates
        var lines = try fill(plan, standing.versions, in: session)
        let questions = lines.flatMap { $0.questions }
        let ids = Array(Set(questions.map { $0.ticket })).sorted()
        let tickets = try locked(ids, locking, in: session)
        var writer = Writer(source: definition.name, now: standing.now, tickets: tickets)
        let deliberation = Deliberation(
            questions,
            rules: definition.rules,
            states: ids.isEmpty ? [:] : try definition.store.load(ids, tickets, wanted, in: session),
            at: writer.now
        )
        if !deliberation.effects.isEmpty {
            try definition.store.save(deliberation.effects, with: &writer, in: session)
        }
        for index in lines.indices {
            if let rejected = deliberation.rejected[lines[index].ticket], let seq = rejected.question.cause?.seq {
                lines[index].stop(before: seq, rejected.reason)
            }
        }
        try park(lines, &writer, in: session)
        try writer.write(in: session)
        try progress.advance(lines.compactMap { $0.step }, in: session)
        result.published = writer.outboxCount
        result.applied = lines.reduce(0) { $0 + $1.arrivals.count }
        return result
    }

    /// Locks what the batch will most likely be about, in the same round trip in which it asks how things stand.
    private func askToLock(in session: borrowing Session) throws -> PendingRows? {
        let ids = Set(arrivals.arrivals.filter { $0.input != nil }.map { $0.ticket }).sorted()
        return definition.store.appendsToTickets && !ids.isEmpty ? try Journal.askToLock(ids, in: session) : nil
    }

    /// The tickets to decide about, locked before anything is read of them, so that what is read still holds when it is
    /// written.
    private func locked(
        _ ids: [TicketID],
        _ asked: PendingRows?,
        in session: borrowing Session
    ) throws -> [TicketID: Ticket] {
        guard definition.store.appendsToTickets else { return [:] }
        let early = try asked.map { try Journal.locked($0, in: session) } ?? [:]
        // What only the journal brought, where something was missing.
        let late = try Journal.lock(ids.filter { early[$0] == nil }, in: session)
        let wanted = Set(ids)
        return early.filter { wanted.contains($0.key) }.merging(late) { $1 }
    }

    /// Adds what did not come, from the journal; a line ends before the first event that makes no sense.
    private mutating func fill(
        _ plan: BatchPlan,
        _ versions: [TicketID: Int],
        in session: borrowing Session
    ) throws -> [FilledLine<Body>] {
        var came: [TicketID: [Int: Arrivals<Body.Input>.Arrival]] = [:]
        for arrival in arrivals.arrivals {
            came[arrival.ticket, default: [:]][arrival.seq] = arrival
        }
        var lines: [FilledLine<Body>] = []
        for line in plan.lines {
            var known = came[line.ticket] ?? [:]
            if let gap = line.gap {
                let rows = try Journal.rows(
                    of: line.ticket,
                    after: gap.lowerBound - 1,
                    before: gap.upperBound + 1,
                    in: session
                )
                for row in rows where known[row.seq] == nil {
                    known[row.seq] = arrivals.arrival(of: row)
                    result.gaps += 1
                }
            }
            let version = versions[line.ticket] ?? 0
            lines.append(FilledLine(line, known, upTo: version, verdict: arrivals.verdict, atMost: limit))
        }
        return lines
    }

    private mutating func park(
        _ lines: [FilledLine<Body>],
        _ writer: inout Writer,
        in session: borrowing Session
    ) throws {
        for line in lines {
            guard let poison = line.poison else { continue }
            try parking.park(poison.arrival, poison.reason, &writer, in: session)
            result.parked += 1
        }
        for unreadable in arrivals.unreadable {
            writer.publish(
                DeadLetter.message(unreadable.record, unreadable.reason, consumer: definition.name, lane: 0)
            )
            result.unreadable += 1
        }
    }
}

/// One ticket's events to apply, all there, up to the first that makes no sense.
struct FilledLine<Body: Rules> {
    typealias Arrival = Arrivals<Body.Input>.Arrival

    let ticket: TicketID
    private let last: Int
    private(set) var arrivals: [Arrival] = []
    private(set) var poison: (arrival: Arrival, reason: Reason)?

    /// An event is published when its ticket has it, so one beyond the ticket's `version` is somebody else's invention.
    init(_ line: BatchPlan.Line, _ known: [Int: Arrival], upTo version: Int, verdict: Reason?, atMost limit: Int) {
        (ticket, last) = (line.ticket, line.last)
        for seq in line.seqs.prefix(limit) {
            let arrival = known[seq].map { seq > version ? $0.invented : $0 } ?? .absent(line.ticket, seq)
            if let failure = verdict ?? arrival.failure {
                poison = (arrival, failure)
                return
            }
            arrivals.append(arrival)
        }
    }

    var questions: [Deliberation<Body>.Question] {
        arrivals.compactMap { arrival in
            arrival.input.map { .init(ticket: ticket, input: $0, cause: arrival.event) }
        }
    }

    var step: Progress.Step? {
        arrivals.last.map { .init(ticket: ticket, from: last, to: $0.seq) }
    }

    mutating func stop(before seq: Int, _ reason: Reason) {
        guard let index = arrivals.firstIndex(where: { $0.seq == seq }) else { return }
        poison = (arrivals[index], reason)
        arrivals.removeSubrange(index...)
    }
}
