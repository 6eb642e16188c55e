import Pipeline
import Postgres
import Tickets

/// Looks over the ledger now and then: what waits, who is spared, and what waits for nobody.
struct Survey: Sendable {
    let meters: NoticeMeters

    func run(over pool: Pool) async throws {
        let found = try await pool.transaction { session in
            try giveUpOrphans(in: session)
            return (
                oldest: try session.first(
                    "SELECT min(created_at) AS oldest FROM notifier.notice WHERE state = 'pending'"
                )?["oldest", as: Instant?.self],
                open: try session.first(
                    "SELECT count(*) AS open FROM notifier.webhook WHERE disabled_at IS NULL AND open_until IS NOT NULL"
                )?["open", as: Int.self]
            )
        }
        meters.survey(oldestPending: found.oldest.flatMap { $0.self }, openBreakers: found.open ?? 0)
    }

    /// Notices for webhooks that were removed or disabled can arrive nowhere.
    private func giveUpOrphans(in session: borrowing Session) throws {
        try session.execute(
            """
            UPDATE notifier.notice SET state = 'dead', next_at = NULL, leased_until = NULL,
                last_error = 'the webhook was removed or disabled'
            WHERE state = 'pending' AND NOT EXISTS (
                SELECT 1 FROM notifier.webhook
                WHERE 'webhook:' || webhook.id = notice.recipient AND disabled_at IS NULL)
            """
        )
    }
}
