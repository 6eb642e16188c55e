package import Postgres

extension Feed {
    /// Gives events that came out of another server's backup a place that readers reach; answers how many there were.
    ///
    /// They carry that server's transactions. Where this one has not come so far they would stay hidden until it has, and
    /// then come behind what was written meanwhile. Every other event that a snapshot shows is of a transaction that the
    /// snapshot knows, so nothing else is touched.
    package static func adoptRestored(in session: borrowing Session) throws -> Int {
        let foreign: SQL = "tx >= pg_snapshot_xmax(pg_current_snapshot())"
        guard try session.first("SELECT 1 FROM ticket_event WHERE \(foreign) LIMIT 1") != nil else { return 0 }
        try session.execute("ALTER TABLE ticket_event DISABLE TRIGGER ticket_event_only_grows")
        let count = try session.execute("UPDATE ticket_event SET tx = pg_current_xact_id() WHERE \(foreign)")
        try session.execute("ALTER TABLE ticket_event ENABLE TRIGGER ticket_event_only_grows")
        return count
    }
}
