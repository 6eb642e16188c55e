/// What the webhook's owner received against the ledger of notices.
struct NoticeCheck {
    struct Notice: Sendable {
        let id: String
        let state: String
        let attempts: Int
    }

    let notices: [Notice]
    /// The id of every request that came, and whether its signature was right.
    let received: [(id: String, isSigned: Bool)]
    /// How many notices there should be.
    let expected: Int

    /// How many requests told something that had been told.
    var repetitions: Int { received.count - Set(received.map(\.id)).count }

    /// I7: every fact was told once and for all, under one id, signed; again only where an attempt's end was not known.
    var check: Check {
        let counts = Dictionary(grouping: received, by: \.id).mapValues(\.count)
        let known = Dictionary(uniqueKeysWithValues: notices.map { ($0.id, $0) })
        var offenders = notices.filter { $0.state != "sent" }.map { "\($0.id) is \($0.state)" }
        offenders += notices.filter { counts[$0.id, default: 0] == 0 }.map { "\($0.id) never arrived" }
        offenders += counts.filter { known[$0.key] == nil }.map { "\($0.key) is in no ledger" }
        offenders += counts.compactMap { id, count in
            guard let attempts = known[id]?.attempts, count > attempts else { return nil }
            return "\(id) arrived \(count) times in \(attempts) attempts"
        }
        offenders += received.filter { !$0.isSigned }.map { "\($0.id) bears no right signature" }
        if notices.count != expected { offenders.append("\(expected) facts, but \(notices.count) notices") }
        return Check("I7", notices.count, "webhook notices, \(repetitions) told again", offenders)
    }
}
