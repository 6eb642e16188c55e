import Pipeline
import Postgres
import RouterRules
import Tickets

/// Brings waiting tickets and free people together, so that no two instances give one place or one ticket twice.
///
/// The order of locks is what keeps instances from waiting for each other in a ring: the caller's tickets, then those
/// waiting tickets that nobody holds at the moment, then people by their codes.
struct AssignmentDesk: Sendable {
    private let queue = WaitingQueue()
    private let workloads = Workloads()

    /// What has changed about tickets that the caller has locked.
    struct Changes {
        var handOffs: [TicketID: HandOff] = [:]
        var finished: Set<TicketID> = []
        /// Whose queues to look into even when nothing else has changed.
        var departments: Set<DepartmentCode> = []
    }

    struct Outcome {
        /// The owners of tickets that were handed off for the first time.
        fileprivate(set) var owners: [TicketID: Owner] = [:]
        /// Who works on the tickets that were handed off; whoever is not here waits.
        fileprivate(set) var assignees: [TicketID: PersonCode] = [:]
        /// Tickets that had been waiting, for others than the caller to hear of.
        fileprivate(set) var offers: [Offer] = []
    }

    struct Offer {
        let ticket: TicketID
        let department: DepartmentCode
        let person: PersonCode
    }

    func settle(_ changes: Changes, _ writer: inout Writer, in session: borrowing Session) throws -> Outcome {
        let reached = changes.departments.union(changes.handOffs.values.map(\.department))
        // Travels with what removes.
        let looked = try workloads.askForPlaces(in: reached, in: session)
        let left = try queue.remove(changes.handOffs.keys + Array(changes.finished), in: session)
        let freed = decrements(left, changes, writer)
        let departments = reached.union(left.filter { $0.assignee != nil }.map(\.department))
        guard !departments.isEmpty || !freed.isEmpty else { return Outcome() }
        let others = try workloads.askForPlaces(in: departments.subtracting(reached), in: session)
        var places = try places(in: departments, [looked, others], left, in: session)
        let waiting = try lockWaiting(&places, &writer, in: session)
        let needOwners = changes.handOffs.filter { $0.value.owner == nil }.keys.sorted()
        let open = departments.filter { places[$0, default: 0] > 0 }
        var roster = Roster(
            try workloads.lock(needOwners.isEmpty ? open : open.union([.frontline]), and: freed.keys, in: session)
                .map { $0.adding(freed[$0.person]) }
        )
        var outcome = Outcome()
        for ticket in needOwners { outcome.owners[ticket] = roster.chooseOwner() }
        let arriving = changes.handOffs.map { arrival($0.key, $0.value, writer) }
        for (work, person) in roster.assign(waiting + arriving, atMost: places) {
            outcome.give(work, to: person, isArriving: changes.handOffs[work.ticket] != nil)
        }
        try write(outcome, arriving, freed, at: writer.now, in: session)
        return outcome
    }

    /// Who has less in hand: the people whose tickets left them, and the owners of what is finished.
    private func decrements(
        _ left: [WaitingQueue.Removed],
        _ changes: Changes,
        _ writer: Writer
    ) -> [PersonCode: Workloads.Change] {
        var loads: [PersonCode: Workloads.Change] = [:]
        for person in left.compactMap(\.assignee) { loads[person, default: .init()].open -= 1 }
        for ticket in changes.finished {
            if case .person(let owner) = writer.tickets[ticket]?.owner { loads[owner, default: .init()].owned -= 1 }
        }
        return loads
    }

    /// How much each department can be given: what its people had free, and what has just become free.
    ///
    /// It bounds what is looked at and what is given alike, so that a place that opens in between waits for the next
    /// transaction instead of going to a younger ticket.
    private func places(
        in departments: Set<DepartmentCode>,
        _ looks: [PendingRows?],
        _ left: [WaitingQueue.Removed],
        in session: borrowing Session
    ) throws -> [DepartmentCode: Int] {
        var places = Dictionary(uniqueKeysWithValues: departments.map { ($0, 0) })
        for look in looks { places.merge(try workloads.places(look, in: session)) { $0 + $1 } }
        for removed in left where removed.assignee != nil { places[removed.department]? += 1 }
        return places.mapValues { min($0, WaitingQueue.mostAtOnce) }
    }

    /// Locks the waiting tickets that come next.
    ///
    /// One that somebody else holds at the moment keeps its place free: it is given in a later transaction, and no
    /// younger one before it.
    private func lockWaiting(
        _ places: inout [DepartmentCode: Int],
        _ writer: inout Writer,
        in session: borrowing Session
    ) throws -> [WaitingWork] {
        let next = try queue.next(places, in: session)
        guard !next.isEmpty else { return [] }
        let locked = try Journal.lockFree(next.map(\.ticket), in: session)
        writer.include(locked)
        let waiting = try queue.waiting(among: Array(locked.keys), in: session)
        let found = Set(waiting.map(\.ticket))
        for held in next where !found.contains(held.ticket) { places[held.department]? -= 1 }
        return waiting
    }

    private func arrival(_ ticket: TicketID, _ handOff: HandOff, _ writer: Writer) -> WaitingWork {
        WaitingWork(ticket, in: handOff.department, writer.tickets[ticket]?.priority ?? .p3, since: writer.now)
    }

    private func write(
        _ outcome: Outcome,
        _ arriving: [WaitingWork],
        _ freed: [PersonCode: Workloads.Change],
        at now: Instant,
        in session: borrowing Session
    ) throws {
        try queue.add(arriving, outcome.assignees, in: session)
        try queue.give(outcome.offers, in: session)
        try workloads.apply(freed.merging(increments(outcome)) { $0.adding($1) }, at: now, in: session)
    }

    private func increments(_ outcome: Outcome) -> [PersonCode: Workloads.Change] {
        var loads: [PersonCode: Workloads.Change] = [:]
        for person in outcome.assignees.values + outcome.offers.map(\.person) {
            loads[person, default: .init()].open += 1
            loads[person]?.wasGiven = true
        }
        for case .person(let owner) in outcome.owners.values {
            loads[owner, default: .init()].owned += 1
            loads[owner]?.wasGiven = true
        }
        return loads
    }
}

extension AssignmentDesk.Outcome {
    fileprivate mutating func give(_ work: WaitingWork, to person: PersonCode, isArriving: Bool) {
        if isArriving {
            assignees[work.ticket] = person
        } else {
            offers.append(AssignmentDesk.Offer(ticket: work.ticket, department: work.department, person: person))
        }
    }
}

extension Workloads.Change {
    fileprivate func adding(_ other: Self) -> Self {
        Self(open: open + other.open, owned: owned + other.owned, wasGiven: wasGiven || other.wasGiven)
    }
}

extension Colleague {
    fileprivate func adding(_ change: Workloads.Change?) -> Colleague {
        Colleague(
            person,
            in: department,
            capacity: capacity,
            open: open + (change?.open ?? 0),
            owned: owned + (change?.owned ?? 0),
            lastGivenAt: lastGivenAt
        )
    }
}
