import Tickets

/// What was found about a bot, rule by rule.
struct BotVerdict: Sendable {
    enum Result: Sendable, Equatable {
        case kept
        case broken(String)
        /// It could not be seen, and why.
        case unseen(String)
    }

    /// The tickets by which a rule is judged.
    struct Groups: Sendable {
        /// Shown with fields and words that no version knows.
        var strange: [TicketID] = []
        /// Came behind records that make no sense.
        var behindPoison: [TicketID] = []
        /// Came while the bot was dead, or was in its hands when it died; nil when it was not restarted.
        var overRestart: [TicketID]?
    }

    let results: [(rule: BotRule, result: Result)]

    init(_ ledger: SandboxLedger, _ groups: Groups, acceptWithin limit: Duration) {
        results = BotRule.allCases.map { rule in
            (rule, Self.result(rule, ledger, groups, limit))
        }
    }

    var isPassed: Bool {
        results.allSatisfy { _, result in
            if case .broken = result { false } else { true }
        }
    }

    private static func result(
        _ rule: BotRule,
        _ ledger: SandboxLedger,
        _ groups: Groups,
        _ limit: Duration
    ) -> Result {
        if let faults = ledger.faults[rule], let first = faults.first {
            return .broken(faults.count == 1 ? first : "\(first) (and \(faults.count - 1) more)")
        }
        let worked = ledger.tickets.values.filter(\.wantsWork)
        switch rule {
        case .accepts: return accepts(worked, limit)
        case .finishes: return finished(worked.map(\.id), ledger)
        case .openness: return finished(groups.strange, ledger)
        case .poison: return finished(groups.behindPoison, ledger)
        case .restart:
            guard let tickets = groups.overRestart else {
                return .unseen("the bot was not restarted: give --run, or answer at a terminal")
            }
            return finished(tickets, ledger)
        case .form, .key, .once, .ids, .types, .foreign:
            return ledger.actions == 0 ? .unseen("the bot did nothing") : .kept
        case .trace:
            return ledger.actions > 0 && ledger.tracesCarried == ledger.actions
                ? .kept : .unseen("\(ledger.tracesCarried) of \(ledger.actions) actions carry it")
        }
    }

    private static func accepts(_ tickets: [SandboxTicket], _ limit: Duration) -> Result {
        let late = tickets.filter { ticket in
            ticket.firstActionAt.map { $0 - ticket.shownAt > limit } ?? true
        }
        guard let first = late.min(by: { $0.id < $1.id }) else { return .kept }
        let what = first.firstActionAt == nil ? "was not accepted" : "was accepted too late"
        return .broken("\(first.number) \(what), and \(late.count) of \(tickets.count) tickets in all")
    }

    private static func finished(_ ids: [TicketID], _ ledger: SandboxLedger) -> Result {
        guard !ids.isEmpty else { return .unseen("the bot did nothing that far") }
        let open = ids.compactMap { ledger.tickets[$0] }.filter { !$0.isWorkDone }
        guard let first = open.first else { return .kept }
        return .broken("\(first.number) was not finished, and \(open.count) of \(ids.count) such tickets in all")
    }
}
