import FoundationEssentials
import Postgres

/// Whether the systems that are told by webhook can be told.
enum WebhookExamination {
    static func findings(in session: borrowing Session) throws -> [Finding] {
        let rows = try session.query(
            """
            SELECT id, substring(url FROM '^[a-z]+://[^/?#]+') AS place, failures, open_until, disabled_reason,
                disabled_at IS NOT NULL AS disabled,
                (SELECT count(*) FROM notifier.notice
                    WHERE recipient = 'webhook:' || webhook.id AND state = 'pending') AS waiting,
                (SELECT last_error FROM notifier.notice
                    WHERE recipient = 'webhook:' || webhook.id AND last_error IS NOT NULL
                    ORDER BY created_at DESC LIMIT 1) AS error
            FROM notifier.webhook WHERE disabled_at IS NOT NULL OR open_until IS NOT NULL ORDER BY created_at
            """
        )
        guard !rows.isEmpty else { return [.well("webhooks", "none fails")] }
        return try rows.map { row in
            let id = try row["id", as: UUID.self].uuidString.lowercased()
            let place = try row["place", as: String?.self] ?? "its address"
            if try row["disabled", as: Bool.self] {
                return .ill(
                    "webhook \(id)",
                    "to \(place) is disabled: \(try row["disabled_reason", as: String?.self] ?? "no reason was written")",
                    do: "ask its people; then shouwen webhook create anew, and shouwen webhook remove \(id)",
                    see: "NotificationsGivenUp"
                )
            }
            return .ill(
                "webhook \(id)",
                "to \(place) failed \(try row["failures", as: Int32.self]) times in a row, and is spared; "
                    + "\(try row["waiting", as: Int.self]) notices wait"
                    + (try row["error", as: String?.self].map { "; last: \($0)" } ?? ""),
                do: "tell its people; notices follow by themselves for a day",
                see: "WebhookBreakerOpen"
            )
        }
    }
}
