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
    /// How many connections to the webhook were reset: a request over a kept connection that breaks before any answer is
    /// sent once more by the HTTP client, within the same attempt.
    var resets = 0

    /// How many requests told something that had been told.
    var repetitions: Int { received.count - Set(received.map(\.id)).count }

    /// I7: every fact was told once and for all, under one id, signed; again only where an attempt's end was not known.
    var check: Check {
        let counts = Dictionary(grouping: received, by: \.id).mapValues(\.count)
        let known = Dictionary(uniqueKeysWithValues: notices.map { ($0.id, $0) })
        var offenders = notices.filter { $0.state != "sent" }.map { "\($0.id) is \($0.state)" }
        offenders += notices.filter { counts[$0.id, default: 0] == 0 }.map { "\($0.id) never arrived" }
        offenders += counts.filter { known[$0.key] == nil }.map { "\($0.key) is in no ledger" }
        let beyond = counts.compactMap { id, count in known[id].map { (id, count, $0.attempts) } }.filter { $1 > $2 }
        if beyond.reduce(0, { $0 + $1.1 - $1.2 }) > resets {
            offenders += beyond.map { "\($0) arrived \($1) times in \($2) attempts" }
        }
        offenders += received.filter { !$0.isSigned }.map { "\($0.id) bears no right signature" }
        if notices.count != expected { offenders.append("\(expected) facts, but \(notices.count) notices") }
        return Check("I7", notices.count, "webhook notices, \(repetitions) told again", offenders)
    }
}
