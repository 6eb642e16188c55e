import Tickets

/// What was found about a bot, rule by rule.
struct BotVerdict: Sendable {
    enum Result: Sendable, Equatable {
        case kept
        case broken(BotFault)
        /// It could not be seen, and why.
        case unseen(String)
    }

    /// What was played, and the tickets by which a rule is judged.
    struct Groups: Sendable {
        /// Shown as a department is shown them every day.
        var ordinary: [TicketID] = []
        /// Handed to the department, returned by somebody, and handed to it again.
        var handedAgain: [TicketID] = []
        /// Shown with fields and words that no version knows.
        var strange: [TicketID] = []
        /// Came behind records that make no sense.
        var behindPoison: [TicketID] = []
        /// Came while the bot was dead, or was in its hands when it died; nil when it was not restarted.
        var overRestart: [TicketID]?
        /// What was played to its end, by the rule that it is about.
        var played: Set<BotRule> = []
        /// Why the rest was not played.
        var halt: String?
        /// How many records earlier runs left where the bot reads.
        var leftovers: Int64 = 0
        /// Whether the bot's end would be seen.
        var isWatched = true

        /// What a bot that has not acted yet may be busy with.
        var leftoversHint: String {
            leftovers == 0 ? "" : "; a new group reads first what earlier runs left, up to \(leftovers) records"
        }
    }

    let results: [(rule: BotRule, result: Result)]

    init(_ ledger: SandboxLedger, _ groups: Groups, acceptWithin limit: Duration) {
        let judge = BotJudge(ledger: ledger, groups: groups, limit: limit)
        results = BotRule.allCases.map { ($0, judge.result($0)) }
    }

    var isPassed: Bool {
        results.allSatisfy { _, result in
            if case .broken = result { false } else { true }
        }
    }
}
