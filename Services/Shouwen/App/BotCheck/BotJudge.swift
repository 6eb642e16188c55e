import Tickets

/// Judges a bot by what it did with the tickets it was shown.
///
/// What has one cause is one fault: a rule that could not be seen because another was broken names that one.
struct BotJudge {
    let ledger: SandboxLedger
    let groups: BotVerdict.Groups
    let limit: Duration

    func result(_ rule: BotRule) -> BotVerdict.Result {
        if let faults = ledger.faults[rule], let first = faults.first {
            guard faults.count > 1 else { return .broken(first) }
            return .broken(BotFault("\(first.what) (and \(faults.count - 1) more)", remedy: first.remedy))
        }
        switch rule {
        case .runs:
            guard groups.isWatched else { return .unseen("its end would not be seen: give --run") }
            return groups.halt.map(notJudged) ?? .kept
        case .accepts: return accepts()
        case .finishes: return finishes()
        case .form, .key, .ids: return ledger.actions == 0 ? notJudged("the bot did nothing") : .kept
        case .once: return isBroken(.ids) ? notJudged("what comes again has other ids (see ids)") : played(.once)
        case .handOff: return finished(groups.handedAgain, "was handed to it again and not finished")
        case .openness: return finished(groups.strange)
        case .types, .foreign: return played(.openness)
        case .poison: return finished(groups.behindPoison)
        case .restart:
            guard groups.halt == nil, let tickets = groups.overRestart else {
                return groups.halt.map(notJudged)
                    ?? .unseen("the bot was not restarted: give --run, or answer at a terminal")
            }
            return finished(tickets)
        case .trace:
            return ledger.actions > 0 && ledger.tracesCarried == ledger.actions
                ? .kept : .unseen("\(ledger.tracesCarried) of \(ledger.actions) actions carry it")
        }
    }

    private func accepts() -> BotVerdict.Result {
        let tickets = tickets(groups.ordinary)
        let missed = tickets.filter { $0.firstActionAt == nil }
        if let first = missed.first {
            if isBroken(.runs) { return notJudged("the bot ended (see runs)") }
            if isBroken(.form) { return notJudged("its actions are none (see form)") }
            let hint = ledger.actions == 0 ? groups.leftoversHint : ""
            return .broken(BotFault("\(first.number) was not accepted, \(count(missed, of: tickets))\(hint)"))
        }
        let late = tickets.filter { ticket in ticket.firstActionAt.map { $0 - ticket.shownAt > limit } ?? false }
        guard let first = late.first else { return tickets.isEmpty ? notJudged("nothing was shown") : .kept }
        return .broken(
            BotFault(
                "\(first.number) was accepted too late, \(count(late, of: tickets))",
                remedy: "Send accept as soon as you have read the ticket, before the work and before "
                    + "data.acceptance_due_at; where work keeps you from reading, run more instances in one group."
            )
        )
    }

    private func finishes() -> BotVerdict.Result {
        let tickets = tickets(groups.ordinary).filter { $0.firstActionAt != nil }
        let open = tickets.filter { !$0.isWorkDone }
        guard !tickets.isEmpty else { return notJudged("no ticket was accepted") }
        guard let first = open.first else { return .kept }
        if isBroken(.runs) { return notJudged("the bot ended (see runs)") }
        for cause in [BotRule.form, .ids] where isBroken(cause) {
            return notJudged("some of its actions were not done (see \(cause.rawValue))")
        }
        return .broken(BotFault("\(first.number) was not finished, \(count(open, of: tickets))"))
    }

    private func finished(_ ids: [TicketID], _ what: String = "was not finished") -> BotVerdict.Result {
        let tickets = tickets(ids)
        guard !tickets.isEmpty else { return notJudged(groups.halt ?? "it was not played") }
        let open = tickets.filter { !$0.isWorkDone }
        guard let first = open.first else { return .kept }
        return .broken(BotFault("\(first.number) \(what), \(count(open, of: tickets))"))
    }

    private func played(_ rule: BotRule) -> BotVerdict.Result {
        groups.played.contains(rule) ? .kept : notJudged(groups.halt ?? "it was not played")
    }

    private func isBroken(_ rule: BotRule) -> Bool { ledger.faults[rule] != nil }

    private func tickets(_ ids: [TicketID]) -> [SandboxTicket] {
        ids.compactMap { ledger.tickets[$0] }
    }

    private func count(_ some: [SandboxTicket], of all: [SandboxTicket]) -> String {
        "\(some.count) of \(all.count) such tickets in all"
    }

    private func notJudged(_ reason: String) -> BotVerdict.Result {
        .unseen("not judged: \(reason)")
    }
}
