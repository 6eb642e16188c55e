import FoundationEssentials
import NotifierRules
import Pipeline
import Postgres
import Tickets

/// Writes down what came of an attempt: for the notice, and for the endpoint and its breaker.
struct Settlement: Sendable {
    let schedule: RetrySchedule

    /// What became of the notice, as figures name it.
    enum Result: String, CaseIterable, Sendable {
        case sent, failed, dead, gone
    }

    /// - Throws: a `PostgresError`; the attempt can be settled again.
    func settle(
        _ delivery: Delivery,
        _ answer: Answer,
        chance: Double,
        in session: borrowing Session
    ) throws -> Result {
        // The endpoint first, as claims do: settling and claiming never wait for each other in a ring.
        let row = try session.first(
            "SELECT failures, open_until FROM notifier.webhook WHERE id = \(delivery.webhook) FOR UPDATE"
        )
        let now = try Journal.now(in: session)
        var breaker = try row.map { try Breaker($0) } ?? Breaker()
        let result: Result
        switch answer {
        case .delivered:
            breaker.succeeded()
            try markSent(delivery, in: session)
            result = .sent
        case .gone:
            try disable(delivery.webhook, in: session)
            return .gone
        case .failed(let error, let asked):
            breaker.failed(at: now, asked: asked)
            let wait = schedule.wait(after: delivery.attempt, chance: chance, asked: asked)
            try markFailed(delivery, error, next: wait.map { now + $0 }, in: session)
            result = wait == nil ? .dead : .failed
        }
        try session.execute(
            """
            UPDATE notifier.webhook SET failures = \(Int32(breaker.failures)), open_until = \(breaker.openUntil)
            WHERE id = \(delivery.webhook)
            """
        )
        return result
    }

    private func markSent(_ delivery: Delivery, in session: borrowing Session) throws {
        try session.execute(
            """
            UPDATE notifier.notice
            SET state = 'sent', sent_at = now(), next_at = NULL, leased_until = NULL, last_error = NULL
            WHERE id = \(delivery.notice)
            """
        )
    }

    /// An attempt whose lease ran out is another's by now, and its failure says nothing any more.
    private func markFailed(
        _ delivery: Delivery,
        _ error: String,
        next: Instant?,
        in session: borrowing Session
    ) throws {
        try session.execute(
            """
            UPDATE notifier.notice
            SET state = \(next == nil ? "dead" : "pending"), next_at = \(next), leased_until = NULL, last_error = \(error)
            WHERE id = \(delivery.notice) AND state = 'pending' AND attempts = \(Int32(delivery.attempt))
            """
        )
    }

    private func disable(_ webhook: UUID, in session: borrowing Session) throws {
        let reason = "it answered 410 Gone: it wants no more notices"
        try session.execute(
            """
            UPDATE notifier.webhook SET disabled_at = now(), disabled_reason = \(reason)
            WHERE id = \(webhook) AND disabled_at IS NULL
            """
        )
        try session.execute(
            """
            UPDATE notifier.notice SET state = 'dead', next_at = NULL, leased_until = NULL, last_error = \(reason)
            WHERE recipient = \(AddressBook.recipient(webhook: webhook)) AND state = 'pending'
            """
        )
    }
}
