import Pipeline
import Postgres

/// The outbox lanes this instance publishes, held by advisory locks: one publisher a lane, so that order holds.
///
/// The locks end with the connection, so the lanes of an instance that dies are free at once.
struct Lanes {
    /// The first key of our advisory locks, so that they are told apart from others' in `pg_locks`.
    static let lockSpace: Int32 = 0x5377
    private static let memberKey: Int32 = 100

    private(set) var held: Set<Int16> = []

    /// Says that this instance is there, so that the others leave it its share.
    ///
    /// The server notices within five seconds when this machine is gone without a word.
    static func join(in session: borrowing Session) throws {
        try session.script(
            "SET tcp_keepalives_idle = 2; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3"
        )
        _ = try session.query("SELECT pg_advisory_lock_shared(\(lockSpace), \(memberKey))")
    }

    /// Takes free lanes up to this instance's share, and gives back what is beyond it.
    mutating func balance(in session: borrowing Session) throws {
        let share = Self.share(of: try Self.members(in: session))
        for lane in held.sorted().dropFirst(share) {
            _ = try session.query("SELECT pg_advisory_unlock(\(Self.lockSpace), \(Int32(lane)))")
            held.remove(lane)
        }
        for lane in Outbox.lanes where held.count < share && !held.contains(lane) {
            let row = try session.query("SELECT pg_try_advisory_lock(\(Self.lockSpace), \(Int32(lane))) AS got")[0]
            if try row["got", as: Bool.self] { held.insert(lane) }
        }
    }

    /// A full share for everybody: rounding up leaves nobody's lane without a publisher.
    static func share(of members: Int) -> Int {
        let count = max(members, 1)
        return (Outbox.lanes.count + count - 1) / count
    }

    private static func members(in session: borrowing Session) throws -> Int {
        let row = try session.query(
            """
            SELECT count(*) AS members FROM pg_locks WHERE locktype = 'advisory' AND granted
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND classid = \(lockSpace)::bigint AND objid = \(memberKey)::bigint
            """
        )[0]
        return try row["members", as: Int.self]
    }
}
