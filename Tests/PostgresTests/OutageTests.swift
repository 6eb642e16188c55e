import FoundationEssentials
import TestKit
import Testing

@testable import Postgres

@Suite("When the database goes away")
struct OutageTests {
    /// A pool that reaches its database through a relay, and the database's own pool beside it.
    private func withRelay(_ body: (_ relay: Relay, _ pool: Pool, _ direct: Pool) async throws -> Void) async throws {
        try await withDatabase { database in
            let relay = try Relay(to: database.configuration.hosts[0].port)
            var configuration = database.configuration
            configuration.hosts = [.init(name: "127.0.0.1", port: relay.port)]
            let pool = Pool(configuration)
            try await body(relay, pool, database.pool)
            await pool.close()
            relay.close()
        }
    }

    private func ping(_ pool: Pool) async throws -> Int {
        try await pool.read { session in try session.query("SELECT 1").count }
    }

    @Test func `a session the server ends is a retriable error, and the next call works`() async throws {
        try await withDatabase { database in
            let error = try await postgresError {
                try await database.pool.transaction { session in
                    try session.query("SELECT pg_terminate_backend(pg_backend_pid())")
                }
            }
            #expect(error.code == .connectionLost)
            #expect(error.isConnectionLost)
            #expect(error.isRetriable)
            #expect(!error.outcomeUnknown)
            #expect(try await ping(database.pool) == 1)
            #expect(database.pool.statistics.reconnects == 1)
        }
    }

    @Test func `connections that died while idle are exchanged unseen`() async throws {
        try await withRelay { relay, pool, direct in
            _ = try await pool.withConnection { first in
                try await first.read { _ in }
                try await pool.withConnection { second in try await second.read { _ in } }
            }
            #expect(pool.statistics.size == 2)
            relay.cut()
            relay.mend()
            #expect(try await ping(pool) == 1)
            #expect(pool.statistics.reconnects >= 1)
        }
    }

    @Test func `sessions that the server ended while idle are exchanged unseen`() async throws {
        try await withDatabase { database in
            let pool = database.pool
            try await pool.withConnection { first in
                try await first.read { _ in }
                try await pool.withConnection { second in try await second.read { _ in } }
            }
            #expect(pool.statistics.size == 2)
            let killer = try await Connection.open(database.configuration)
            let pids = try await killer.read { session in
                try session.query(
                    """
                    SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                    """
                ).map { try $0["pid", as: Int32.self] }
            }
            #expect(pids.count == 2)
            try await eventually("the server's processes are gone") {
                pids.allSatisfy { !FileManager.default.fileExists(atPath: "/proc/\($0)") }
            }
            #expect(try await ping(pool) == 1)
            await killer.close()
        }
    }

    @Test func `while the database is down calls fail with a retriable error, and work again when it is back`()
        async throws
    {
        try await withRelay { relay, pool, direct in
            #expect(try await ping(pool) == 1)
            relay.cut()
            for _ in 1...5 {
                let error = try await postgresError { try await ping(pool) }
                #expect(error.code == .connectionLost)
                #expect(error.isRetriable)
            }
            relay.mend()
            try await eventually("the pool reconnects") { (try? await ping(pool)) == 1 }
            #expect(pool.statistics.reconnects >= 1)
        }
    }

    @Test func `a pool may be made before the database is there`() async throws {
        try await withRelay { relay, _, direct in
            relay.cut()
            var configuration = direct.configuration
            configuration.hosts[0].port = relay.port
            let pool = Pool(configuration)
            #expect(try await postgresError { try await ping(pool) }.isRetriable)
            relay.mend()
            try await eventually("the pool connects") { (try? await ping(pool)) == 1 }
            await pool.close()
        }
    }

    @Test(arguments: [false, true])
    func `a commit whose answer is lost says that its outcome is unknown`(isPosted: Bool) async throws {
        try await withRelay { relay, pool, direct in
            _ = try await direct.read { session in try session.script("CREATE TABLE ledger (id int)") }
            relay.loseAnswer(to: "COMMIT\0")
            let error = try await postgresError {
                try await pool.transaction { session in
                    let insertion: SQL = "INSERT INTO ledger VALUES (\(1))"
                    if isPosted { try session.post(insertion) } else { try session.execute(insertion) }
                }
            }
            #expect(error.outcomeUnknown)
            #expect(error.isConnectionLost)
            #expect(!error.isRetriable)
            // Which is why: here it was committed.
            let count = try await pool.read { session in try session.query("SELECT * FROM ledger").count }
            #expect(count == 1)
        }
    }

    @Test func `a statement whose answer is lost was not committed and is retriable`() async throws {
        try await withRelay { relay, pool, direct in
            _ = try await direct.read { session in try session.script("CREATE TABLE ledger (id int)") }
            relay.loseAnswer(to: "INSERT")
            let error = try await postgresError {
                try await pool.transaction { session in try session.execute("INSERT INTO ledger VALUES (\(1))") }
            }
            #expect(!error.outcomeUnknown)
            #expect(error.isRetriable)
            let count = try await pool.read { session in try session.query("SELECT * FROM ledger").count }
            #expect(count == 0)
        }
    }

    @Test func `a connection that is lost while it is held is not lent again`() async throws {
        try await withRelay { relay, pool, _ in
            let error = try await postgresError {
                try await pool.withConnection { connection in
                    relay.cut()
                    relay.mend()
                    try await connection.read { session in try session.script("SELECT 1") }
                    try await connection.read { session in try session.script("SELECT 1") }
                }
            }
            #expect(error.isConnectionLost)
            #expect(try await ping(pool) == 1)
        }
    }
}
