import Kafka
import Tickets

/// What is played to a bot, from the ordinary to the odd.
extension BotCheck {
    func playEverything() async throws {
        try await play(.runs, "three tickets, two of them delivered twice") { try await playOrdinary() }
        try await play(.openness, "fields, words and types that it cannot know, and tickets that are not its own") {
            try await playStrange()
        }
        try await play(.poison, "records that make no sense, with a ticket behind them") { try await playPoison() }
        try await play(.handOff, "a ticket that somebody returns, and that is handed to it again") {
            try await playHandOff()
        }
        try await play(.once, "everything once more") { try await playAgain() }
        if bot.canRestart {
            try await play(.restart, "a restart in the middle of work") { try await playRestart() }
        }
        await settle()
    }

    /// Plays one thing, unless the bot has stopped; from then on there is nothing to be seen.
    private func play(_ rule: BotRule, _ what: String, _ scene: () async throws -> Void) async throws {
        guard groups.halt == nil else { return }
        say(what)
        do {
            try await scene()
            if let death = await bot.death { throw Standstill.died(death) }
            groups.played.insert(rule)
        } catch .died(let death) as Standstill {
            let hint = ledger.actions == 0 ? groups.leftoversHint : ""
            ledger.note(rule, "shown \(what), \(death)\(hint)")
            groups.halt = "the bot had ended (see \(rule.rawValue))"
        } catch .idle as Standstill {
            // What is ordinary has rules of its own, which say what was left undone.
            if rule != .runs { ledger.note(rule, "shown \(what), the bot finished nothing any more") }
            groups.halt = "the bot had stopped working (see \(rule == .runs ? "above" : rule.rawValue))"
        }
    }

    /// Tickets side by side, and two of them twice.
    private func playOrdinary() async throws {
        groups.ordinary = [newTicket(), newTicket(), newTicket()]
        let records = try groups.ordinary.map { try record($0) }
        try await show(records)
        _ = try await publish([records[1], records[0]])
        guard try await untilDone(groups.ordinary) else { throw Standstill.idle }
    }

    private func playStrange() async throws {
        groups.strange = [newTicket()]
        let story = newTicket(.peace(.types))
        let resolved = newTicket(.peace(.foreign))
        let returned = newTicket(.peace(.foreign))
        let moved = newTicket(.peace(.foreign))
        ledger.happen(.resolved(Resolved(by: somebody, answer: "好了")), to: resolved, at: now)
        for id in [returned, moved] {
            ledger.happen(returnBySomebody, to: id, at: now)
        }
        ledger.happen(.routed(.inSandbox(to: .frontline, handOff: 2)), to: moved, at: now)
        try await show([
            try record(story).asAnUnknownType, try record(resolved, .resolved), try record(returned, .returned),
            try record(moved, .accepted), try record(groups.strange[0]).withNovelties,
        ])
        _ = try await untilDone(groups.strange)
        try await passEveryPartition()
    }

    private func playPoison() async throws {
        groups.behindPoison = [newTicket()]
        let good = try record(groups.behindPoison[0])
        _ = try await publish(Poison.values.map { OutgoingRecord(topic: good.topic, key: good.key, value: $0) })
        try await show([good])
        if try await !untilDone(groups.behindPoison) { try await passEveryPartition() }
    }

    /// The bot works on a ticket that a colleague has just returned, and once more when the front line hands it on again.
    private func playHandOff() async throws {
        let ticket = newTicket()
        groups.handedAgain = [ticket]
        let first = try record(ticket)
        ledger.happen(returnBySomebody, to: ticket, at: now)
        try await show([first])
        _ = try await until { self.ledger.tickets[ticket]?.inputs.isEmpty == false }
        await settle()
        try await show([try record(ticket, .returned)])
        ledger.happen(.routed(.inSandbox(to: department, handOff: 2)), to: ticket, at: now)
        try await show([try record(ticket)])
        let isDone = try await untilDone([ticket])
        await settle()
        if let seen = ledger.tickets[ticket], let id = seen.dropped {
            ledger.note(.handOff, "\(seen.number) was handed to it again, and \(id) was used up the first time")
        } else if !isDone {
            try await passEveryPartition()
        }
    }

    /// Everything once more, the last first.
    private func playAgain() async throws {
        _ = try await publish(shown.reversed())
        try await passEveryPartition()
    }

    private func playRestart() async throws {
        let inHand = [newTicket(), newTicket()]
        let before = ledger.actions
        try await show(try inHand.map { try record($0) })
        _ = try await until { self.ledger.actions > before }
        await bot.kill()
        let meanwhile = newTicket()
        try await show([try record(meanwhile)])
        try await bot.startAgain()
        groups.overRestart = inHand + [meanwhile]
        _ = try await untilDone(inHand + [meanwhile])
        try await passEveryPartition()
    }

    private var somebody: Actor { Actor(department: department, name: "somebody") }

    private var returnBySomebody: TicketFact { .returned(Returned(by: somebody, reason: .cannotDo, text: "")) }

    /// A ticket in each partition: once these are done, so is everything that came before them.
    private func passEveryPartition() async throws {
        var missing = Set((0..<partitions).map(Int32.init))
        var markers: [TicketID] = []
        while !missing.isEmpty, markers.count < 50 * partitions {
            let marker = newTicket()
            markers.append(marker)
            for partition in try await show([try record(marker)]) { missing.remove(partition) }
        }
        guard try await untilDone(markers) else { throw Standstill.idle }
    }
}
