package import Postgres

/// How running relays show in the database: each holds a lock that all can share, for as long as it is connected.
package enum RelayPresence {
    /// The first key of the relays' advisory locks, so that they are told apart from others' in `pg_locks`; the second is
    /// a lane, or the key below.
    package static let lockSpace: Int32 = 0x5377
    private static let memberKey: Int32 = 100

    /// Says that a relay is there, for as long as the session lasts.
    package static func join(in session: borrowing Session) throws {
        _ = try session.query("SELECT pg_advisory_lock_shared(\(lockSpace), \(memberKey))")
    }

    /// How many relays are there.
    package static func count(in session: borrowing Session) throws -> Int {
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
