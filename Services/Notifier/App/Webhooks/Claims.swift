import FoundationEssentials
import NotifierRules
import Pipeline
import Postgres
import Tickets

/// Claims notices that are due: the endpoint's row is locked meanwhile, so that over all instances no endpoint has more
/// on its way than its breaker allows.
struct Claims: Sendable {
    /// How long a claim holds unless it is renewed; then the notice is due again, with the same id.
    let lease: Duration

    private struct Endpoint {
        let id: UUID
        let url: String
        let secret: String
        let breaker: Breaker
    }

    /// Claims up to `limit` notices, of one endpoint when `only` names it.
    func take(atMost limit: Int, only webhook: UUID? = nil, in session: borrowing Session) throws -> [Delivery] {
        let now = try Journal.now(in: session)
        let endpoints = try lock(atMost: limit, webhook, in: session)
        guard !endpoints.isEmpty else { return [] }
        let claimed = try claim(endpoints, atMost: limit, at: now, in: session)
        let byRecipient = Dictionary(
            uniqueKeysWithValues: endpoints.map { (AddressBook.recipient(webhook: $0.id), $0) }
        )
        return try claimed.compactMap { row in
            guard let endpoint = byRecipient[try row["recipient", as: String.self]] else { return nil }
            return Delivery(
                notice: try row["id", as: UUID.self],
                webhook: endpoint.id,
                url: endpoint.url,
                secret: endpoint.secret,
                payload: try row["payload", as: String.self],
                trace: try row["trace", as: String?.self],
                attempt: Int(try row["attempts", as: Int32.self]),
                at: now
            )
        }
    }

    /// In any order, so that with many endpoints none is always the last.
    ///
    /// LIMIT keeps the question for due notices one that is asked for each endpoint: as a join it would read all notices,
    /// five times a second, even where there is no endpoint.
    private func lock(atMost limit: Int, _ webhook: UUID?, in session: borrowing Session) throws -> [Endpoint] {
        try session.query(
            """
            SELECT id, url, secret, failures, open_until FROM notifier.webhook
            WHERE disabled_at IS NULL AND (open_until IS NULL OR open_until <= now())
                AND (\(webhook) IS NULL OR id = \(webhook))
                AND (SELECT true FROM notifier.notice WHERE recipient = 'webhook:' || webhook.id
                    AND state = 'pending' AND next_at <= now() LIMIT 1)
            ORDER BY random() LIMIT \(limit) FOR UPDATE SKIP LOCKED
            """
        ).map { row in
            Endpoint(
                id: try row["id", as: UUID.self],
                url: try row["url", as: String.self],
                secret: try row["secret", as: String.self],
                breaker: try Breaker(row)
            )
        }
    }

    /// A statement of its own: it sees what was claimed before the endpoints were locked.
    private func claim(
        _ endpoints: [Endpoint],
        atMost limit: Int,
        at now: Instant,
        in session: borrowing Session
    ) throws -> [Row] {
        try session.query(
            """
            UPDATE notifier.notice AS notice
            SET attempts = attempts + 1, next_at = \(now + lease), leased_until = \(now + lease)
            FROM (
                SELECT due.id
                FROM unnest(\(endpoints.map { AddressBook.recipient(webhook: $0.id) }),
                    \(endpoints.map { Int32($0.breaker.room(at: now)) })) AS endpoint (recipient, room)
                CROSS JOIN LATERAL (
                    SELECT id FROM notifier.notice
                    WHERE recipient = endpoint.recipient AND state = 'pending' AND next_at <= now()
                    ORDER BY next_at, id
                    LIMIT greatest(0, endpoint.room - (
                        SELECT count(*) FROM notifier.notice
                        WHERE recipient = endpoint.recipient AND state = 'pending' AND leased_until > now()))
                ) AS due
                LIMIT \(limit)
            ) AS chosen
            WHERE notice.id = chosen.id
            RETURNING notice.id, notice.recipient, notice.payload, notice.trace, notice.attempts
            """
        )
    }
}

extension Breaker {
    init(_ row: Row) throws {
        self.init(
            failures: Int(try row["failures", as: Int32.self]),
            openUntil: try row["open_until", as: Instant?.self]
        )
    }
}
