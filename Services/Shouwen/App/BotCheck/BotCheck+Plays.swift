import Kafka
import Tickets

/// What is played to a bot, from the ordinary to the odd.
extension BotCheck {
    func playEverything() async throws {
        try await playOrdinary()
        guard ledger.actions > 0 else { return }
        try await playStrange()
        try await playPoison()
        try await playAgain()
        try await playRestart()
        await settle()
    }

    /// Tickets side by side, and two of them twice.
    private func playOrdinary() async throws {
        say("three tickets, two of them delivered twice")
        let tickets = [newTicket(), newTicket(), newTicket()]
        let records = try tickets.map { try record($0) }
        try await show(records)
        _ = try await publish([records[1], records[0]])
        try await untilDone(tickets)
    }

    private func playStrange() async throws {
        say("fields, words and types that it cannot know, and tickets that are not its own")
        groups.strange = [newTicket()]
        let story = newTicket(.peace(.types))
        let resolved = newTicket(.peace(.foreign))
        let returned = newTicket(.peace(.foreign))
        let moved = newTicket(.peace(.foreign))
        let by = Actor(department: department, name: "somebody")
        let elsewhere = Routed(
            department: .frontline,
            owner: .queue(.frontline),
            assignee: nil,
            handOff: 2,
            reason: "a drill in the sandbox"
        )
        ledger.happen(.resolved(Resolved(by: by, answer: "好了")), to: resolved, at: now)
        for id in [returned, moved] {
            ledger.happen(.returned(Returned(by: by, reason: .cannotDo, text: "")), to: id, at: now)
        }
        ledger.happen(.routed(elsewhere), to: moved, at: now)
        try await show([
            try record(story).asAnUnknownType, try record(resolved, .resolved), try record(returned, .returned),
            try record(moved, .accepted), try record(groups.strange[0]).withNovelties,
        ])
        try await untilDone(groups.strange)
        try await passEveryPartition()
    }

    private func playPoison() async throws {
        say("records that make no sense, with a ticket behind them")
        groups.behindPoison = [newTicket()]
        let good = try record(groups.behindPoison[0])
        _ = try await publish(Poison.values.map { OutgoingRecord(topic: good.topic, key: good.key, value: $0) })
        try await show([good])
        try await untilDone(groups.behindPoison)
    }

    /// Everything once more, the last first.
    private func playAgain() async throws {
        say("everything once more")
        _ = try await publish(shown.reversed())
        try await passEveryPartition()
    }

    private func playRestart() async throws {
        guard bot.canRestart else { return }
        say("a restart in the middle of work")
        let inHand = [newTicket(), newTicket()]
        let before = ledger.actions
        try await show(try inHand.map { try record($0) })
        try await until { self.ledger.actions > before }
        await bot.kill()
        let meanwhile = newTicket()
        try await show([try record(meanwhile)])
        try await bot.startAgain()
        groups.overRestart = inHand + [meanwhile]
        try await untilDone(inHand + [meanwhile])
        try await passEveryPartition()
    }

    /// A ticket in each partition: once these are done, so is everything that came before them.
    private func passEveryPartition() async throws {
        var missing = Set((0..<partitions).map(Int32.init))
        var markers: [TicketID] = []
        while !missing.isEmpty, markers.count < 50 * partitions {
            let marker = newTicket()
            markers.append(marker)
            for partition in try await show([try record(marker)]) { missing.remove(partition) }
        }
        try await untilDone(markers)
    }
}
