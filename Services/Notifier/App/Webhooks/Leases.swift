import FoundationEssentials
import Pipeline
import Postgres
import Synchronization
import Tickets

/// The attempts that this instance has in hand, and their right to them, which it renews for as long as it lives.
///
/// A lease as long as an attempt can take would keep the notices of an instance that died, and the places they hold with
/// their endpoint, from everybody else for that long.
final class Leases: Sendable {
    /// How long a claim holds unless it is renewed; so long the notices of an instance that died wait.
    static let standard = Duration.seconds(4)

    private let attempts = Mutex<[UUID: Int32]>([:])

    func hold(_ delivery: Delivery) {
        attempts.withLock { $0[delivery.notice] = Int32(delivery.attempt) }
    }

    func release(_ delivery: Delivery) {
        attempts.withLock { $0[delivery.notice] = nil }
    }

    /// Renews what is in hand; an attempt that somebody else has taken over meanwhile is left to them.
    func renew(for lease: Duration, in session: borrowing Session) throws {
        let held = attempts.withLock { Array($0) }
        guard !held.isEmpty else { return }
        let until = try Journal.now(in: session) + lease
        try session.execute(
            """
            UPDATE notifier.notice SET next_at = \(until), leased_until = \(until)
            FROM unnest(\(held.map { $0.key }), \(held.map { $0.value })) AS mine (id, attempt)
            WHERE notice.id = mine.id AND notice.attempts = mine.attempt AND notice.state = 'pending'
                AND notice.leased_until IS NOT NULL
            """
        )
    }
}
