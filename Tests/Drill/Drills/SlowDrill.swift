import Glibc
import Postgres
import Processes
import Synchronization
import TestKit

extension Drill {
    /// 7: one consumer stops in the middle of a transaction, is given up by its group, and wakes up again.
    static let slow = Drill(number: 7, name: "a consumer stands still in the middle of its work") { arena in
        let slow = try await arena.stopMidway("classifier")
        defer { arena.system.child(slow)?.signal(SIGCONT) }
        let idle = try await arena.fault("SIGSTOP \(slow), past what its group bears") {
            let handled = try await arena.othersGoOn(without: slow)
            try await Doctor(arena).names(slow)
            return handled
        }
        // The log may tell of others before; while it stands still, nothing is added.
        let before = try arena.fences(of: slow)
        arena.system.child(slow)?.signal(SIGCONT)
        var fenced = 0
        try await arena.until("\(slow) finds its transaction fenced") {
            fenced = try arena.fences(of: slow) - before
            return fenced > 0
        }
        try await arena.accepted(20)
        return [Sign(idle, "events handled by the others meanwhile"), Sign(fenced, "transactions fenced")]
    }
}

extension Arena {
    /// Stops a process of the service after it has read how far its tickets are, and before it goes on.
    fileprivate func stopMidway(_ service: String) async throws -> String {
        let stopped = Mutex<String?>(nil)
        let wires = members(service)
        network.judge { [system] wire, statement in
            let reads = statement.hasPrefix("SELECT") && statement.contains("\"\(service)\".progress")
            guard reads, wires.contains(wire) else { return .pass }
            stopped.withLock { name in
                guard name == nil else { return }
                name = wire
                system.child(wire)?.signal(SIGSTOP)
            }
            return .pass
        }
        try await until("\(service) reads how far its tickets are") { stopped.withLock { $0 } != nil }
        network.judge(nil)
        return stopped.withLock { $0 } ?? service
    }

    /// Waits until the group has given the stopped process up, and sees that nobody else stood still for it.
    ///
    /// - Returns: how many events the other groups handled meanwhile.
    fileprivate func othersGoOn(without slow: String) async throws -> Int {
        let before = try await handledByOthers()
        let stopped = try await pool.read { try $0.query("SELECT now() AS now")[0]["now", as: Timestamp.self] }
        try await hold(for: .seconds(6))
        var longest = 0.0
        try await until("another classifier does its work", within: .seconds(25)) {
            let row = try await pool.read { session in
                try session.query(
                    """
                    SELECT count(*) FILTER (WHERE classified.at IS NULL) AS open,
                        coalesce(max(extract(epoch FROM classified.at - received.at)), 0)::float8 AS longest
                    FROM ticket_event AS received
                    LEFT JOIN ticket_event AS classified ON classified.ticket_id = received.ticket_id
                        AND classified.type = 'shouwen.ticket.classified.v1'
                    WHERE received.seq = 1 AND received.at BETWEEN \(stopped) AND \(stopped) + interval '3 seconds'
                    """
                )[0]
            }
            longest = try row["longest"]
            return try row["open", as: Int.self] == 0
        }
        diary.note("its work waited \(longest.shown) s for another")
        return try await handledByOthers() - before
    }

    private func handledByOthers() async throws -> Int {
        try await pool.count(
            """
            SELECT (SELECT sum(last_seq) FROM sla_monitor.progress)::bigint
                + (SELECT sum(last_seq) FROM notifier.progress)::bigint
            """
        )
    }

    /// How often a process found that its transaction was not to be: another was faster, or the server had ended the
    /// session, which stood still.
    fileprivate func fences(of member: String) throws -> Int {
        try system.folder.read("\(member).log").matches(of: /was faster|connectionLost/).count
    }
}
