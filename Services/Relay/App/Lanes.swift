import Pipeline
import Postgres

/// The outbox lanes this instance publishes, held by advisory locks: one publisher a lane, so that order holds.
///
/// The locks end with the connection, so the lanes of an instance that dies are free at once.
struct Lanes {
    private(set) var held: Set<Int16> = []

    /// Says that this instance is there, so that the others leave it its share.
    ///
    /// The server notices within five seconds when this machine is gone without a word. It confirms a deletion before
    /// that is on the disk: the last ones that a crash undoes are published again, in their order, as after any crash.
    static func join(in session: borrowing Session) throws {
        try session.script(
            """
            SET tcp_keepalives_idle = 2; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3;
            SET synchronous_commit = off
            """
        )
        try RelayPresence.join(in: session)
    }

    /// Takes free lanes up to this instance's share, and gives back what is beyond it.
    mutating func balance(in session: borrowing Session) throws {
        let share = Self.share(of: try RelayPresence.count(in: session))
        for lane in held.sorted().dropFirst(share) {
            _ = try session.query("SELECT pg_advisory_unlock(\(RelayPresence.lockSpace), \(Int32(lane)))")
            held.remove(lane)
        }
        for lane in Outbox.lanes where held.count < share && !held.contains(lane) {
            let row = try session.query(
                "SELECT pg_try_advisory_lock(\(RelayPresence.lockSpace), \(Int32(lane))) AS got"
            )[0]
            if try row["got", as: Bool.self] { held.insert(lane) }
        }
    }

    /// A full share for everybody: rounding up leaves nobody's lane without a publisher.
    static func share(of members: Int) -> Int {
        let count = max(members, 1)
        return (Outbox.lanes.count + count - 1) / count
    }
}
