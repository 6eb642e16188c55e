import Glibc
import Postgres
import TestKit

extension Drill {
    /// 3: PostgreSQL crashes, its processes are killed, its sessions are ended.
    static let database = Drill(number: 3, name: "PostgreSQL crashes, and loses its sessions") { arena in
        let before = arena.ledger.attempts.count
        var (crashes, ended) = (0, 0)
        for round in 1...arena.times(2) {
            try await arena.fault("pg_ctl stop -m immediate") {
                try await arena.cluster.stopImmediately()
                if round == 1 { try await Doctor(arena).names("PostgreSQL") }
                try await arena.until("customers are asked to come back") {
                    arena.ledger.attempts.dropFirst(before).contains { $0.detail == "503" }
                }
                try await arena.cluster.start()
                crashes += 1
            }
            try await arena.accepted(40)
        }
        for service in ["intake", "router"].prefix(arena.times(2)) {
            try await arena.fault("kill -9 of a process that serves \(service)") {
                var pids: [Int32] = []
                try await arena.until("\(service) has a session") {
                    pids = (try? await arena.backends(of: service)) ?? []
                    return !pids.isEmpty
                }
                guard let pid = pids.first else { return }
                guard Glibc.kill(pid, SIGKILL) == 0 else { throw DrillFailure("\(pid) could not be killed") }
                crashes += 1
            }
            try await arena.accepted(40)
        }
        for _ in 1...arena.times(3) {
            ended += try await arena.fault("pg_terminate_backend of every session") {
                try await arena.endSessions()
            }
            try await arena.accepted(40)
        }
        let attempts = arena.ledger.attempts.dropFirst(before)
        let broken = attempts.filter { $0.detail == "500" || $0.detail.contains("in time") }
        if let first = broken.first {
            arena.diary.problem(
                "\(broken.count) requests were answered with an error of ours or not at all: \(first.detail)"
            )
        }
        return [
            Sign(crashes, "crashes"), Sign(ended, "sessions ended"),
            Sign(attempts.count { $0.detail == "503" }, "requests answered with 503"),
        ]
    }
}

extension Arena {
    /// Ends every session but its own, as soon as the server takes one; answers how many.
    fileprivate func endSessions() async throws -> Int {
        var ended = 0
        try await until("sessions are ended") {
            ended =
                (try? await pool.count(
                    """
                    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                    """
                )) ?? 0
            return ended > 0
        }
        return ended
    }

    /// The server's processes that serve a service.
    fileprivate func backends(of service: String) async throws -> [Int32] {
        try await pool.read { session in
            try session.query("SELECT pid FROM pg_stat_activity WHERE application_name = \(service)").map {
                try $0["pid", as: Int32.self]
            }
        }
    }
}
