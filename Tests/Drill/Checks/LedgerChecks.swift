/// What the customers were told against what is in the database.
struct LedgerChecks {
    let attempts: [Ledger.Attempt]
    /// Which ticket each key made, as stored.
    let stored: [String: String]
    let tickets: Set<String>

    /// I1: every accepted key has exactly one ticket, the one that its client was told of, every time.
    var accepted: Check {
        var told: [String: Set<String>] = [:]
        for attempt in attempts where attempt.outcome == .ok {
            told[attempt.key, default: []].insert(attempt.ticket ?? "none")
        }
        let offenders = told.filter { key, names in
            names.count != 1 || stored[key] != names.first || !tickets.contains(names.first ?? "")
        }
        return Check("I1", told.count, "accepted keys", offenders.map { "\($0.key): told \($0.value.sorted())" })
    }

    /// I2: every key, accepted or unknown, has at most one ticket, and no ticket is there without a key.
    var once: Check {
        let keys = Set(attempts.map(\.key))
        let strangers = stored.filter { !keys.contains($0.key) }.map { "\($0.key): nobody sent it" }
        let doubled = Dictionary(grouping: stored, by: \.value).filter { $0.value.count > 1 }
            .map { "\($0.key): made by \($0.value.count) keys" }
        let keyless = tickets.subtracting(stored.values).map { "\($0): without a key" }
        return Check("I2", tickets.count, "tickets", strangers + doubled + keyless)
    }
}
