import FoundationEssentials
import HTTP
import Kafka
import Postgres
import TestKit

/// Waits until everything has come to rest, and then looks whether every promise was kept.
struct Verdict {
    private let arena: Arena
    static let patience = Duration.seconds(60)

    init(_ arena: Arena) {
        self.arena = arena
    }

    /// Returns when the outbox is empty, nobody lags, no clock is due and the canary has seen it all.
    func rest() async throws {
        let deadline = ContinuousClock.now + Self.patience
        // An endpoint that was away is tried again after minutes; nobody need wait for that.
        try await arena.pool.transaction { session in
            try session.execute("UPDATE notifier.webhook SET failures = 0, open_until = NULL")
            try session.execute(
                """
                UPDATE notifier.notice SET next_at = now()
                WHERE state = 'pending' AND leased_until IS NULL AND channel = 'webhook'
                """
            )
        }
        var remains: [String] = ["everything"]
        var pace = Pace(perSecond: 5)
        while !remains.isEmpty {
            guard ContinuousClock.now < deadline else {
                throw DrillFailure("not at rest after \(Self.patience): \(remains.joined(separator: ", "))")
            }
            try await pace.stroke()
            remains = try await self.remains()
        }
    }

    private func remains() async throws -> [String] {
        let row = try await arena.pool.read { session in
            try session.query(
                """
                SELECT (SELECT count(*) FROM outbox WHERE refused IS NULL) AS outbox,
                    (SELECT count(*) FROM sla_monitor.clock WHERE next_at <= now()) AS due,
                    (SELECT count(*) FROM notifier.notice WHERE channel = 'webhook' AND state = 'pending') AS notices,
                    (SELECT count(*) FROM ticket_event) AS events
                """
            )[0]
        }
        var remains: [String] = []
        for what in ["outbox", "due", "notices"] {
            let count = try row[what, as: Int.self]
            if count > 0 { remains.append("\(what) \(count)") }
        }
        guard remains.isEmpty else { return remains }
        let unsettled = try await Invariants.unsettled(arena.pool)
        if unsettled > 0 { remains.append("\(unsettled) tickets that somebody has not seen to the end") }
        let seen = Set(arena.canary.events.filter { !$0.isInjected }.map { "\($0.ticket):\($0.seq)" }).count
        let events = try row["events", as: Int.self]
        if seen < events { remains.append("\(events - seen) events that the canary has not seen") }
        return remains.isEmpty ? try await lag() : remains
    }

    /// What each group has not yet stored.
    private func lag() async throws -> [String] {
        let admin = KafkaAdmin(arena.canary.configuration, timeout: .seconds(5))
        let topics = try await admin.topics().map(\.name)
        let actions = topics.filter { $0.hasSuffix(".actions") }
        var remains: [String] = []
        for group in ["classifier", "router", "sla-monitor", "notifier", "router-actions"] {
            let lag = try await admin.groupLag(group, topics: group == "router-actions" ? actions : ["ticket.events"])
            let total = lag.reduce(0) { $0 + $1.lag }
            if total > 0 { remains.append("\(group) lags by \(total)") }
        }
        return remains
    }

    func checks() async throws -> [Check] {
        let before = try await History.read(arena.pool).places
        let seen = arena.canary.events
        let history = try await History.read(arena.pool)
        let ledger = LedgerChecks(attempts: arena.ledger.attempts, stored: history.keys, tickets: history.tickets)
        let findings = try await Invariants.findings(arena.pool)
        let (journal, effects) = (findings[.journal] ?? [], findings[.effects] ?? [])
        return [
            ledger.accepted, ledger.once,
            Check("I3", history.tickets.count, "journals folded", journal),
            topic(seen, before, history).check,
            Check("I5", history.effects, "effects", effects + (try await history.actionsTwice(arena.pool))),
            Check("I6", history.rung, "clocks that rang", findings[.clocks] ?? []),
            notices(history).check,
        ]
    }

    private func topic(
        _ seen: [Canary.Sighting],
        _ before: Set<TopicCheck.Place>,
        _ history: History
    ) -> TopicCheck {
        let places = seen.filter { !$0.isInjected }.map { TopicCheck.Place(ticket: $0.ticket, seq: $0.seq) }
        return TopicCheck(seen: places, before: before, after: history.places)
    }

    func notices(_ history: History) -> NoticeCheck {
        NoticeCheck(
            notices: history.notices,
            received: arena.receiver.all.map { request in
                (request.headers["webhook-id"] ?? "", WebhookReceiver.isSigned(request, with: arena.webhookSecret))
            },
            expected: history.facts
        )
    }
}
