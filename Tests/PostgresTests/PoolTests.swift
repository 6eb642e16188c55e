import Synchronization
import TestKit
import Testing

@testable import Postgres

@Suite("The pool", .timeLimit(.minutes(2)))
struct PoolTests {
    @Test func `callers are served in the order they came`() async throws {
        try await withDatabase(poolSize: 1) { database in
            let (pool, log) = (database.pool, Log())
            try await withThrowingTaskGroup(of: Void.self) { group in
                try await pool.withConnection { _ in
                    for caller in 1...5 {
                        group.addTask { try await pool.read { _ in log.note("\(caller)") } }
                        try await eventually("caller \(caller) waits") { pool.statistics.waiting == caller }
                    }
                }
                try await group.waitForAll()
            }
            #expect(log.all == ["1", "2", "3", "4", "5"])
            #expect(pool.statistics == PoolStatistics(size: 1, inUse: 0, waiting: 0, reconnects: 0))
        }
    }

    @Test func `blocking statements do not starve other tasks`() async throws {
        try await withDatabase(poolSize: 5) { database in
            let pool = database.pool
            try await withThrowingTaskGroup(of: Void.self) { group in
                try await pool.withConnection { holder in
                    _ = try await holder.read { session in try session.execute("SELECT pg_advisory_lock(1)") }
                    // More blocked statements than there are cooperative threads here.
                    for _ in 1...4 {
                        group.addTask {
                            _ = try await pool.transaction { session in
                                try session.execute("SELECT pg_advisory_xact_lock(1)")
                            }
                        }
                    }
                    try await eventually("four statements block") {
                        try await holder.read { session in
                            let sql: SQL = "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory' "
                            return try session.first(
                                sql + "AND database = (SELECT oid FROM pg_database "
                                    + "WHERE datname = current_database())"
                            )?[0, as: Int.self] == 4
                        }
                    }
                    let ticks = await Task {
                        for _ in 1...1000 { await Task.yield() }; return 1000
                    }.value
                    #expect(ticks == 1000)
                    #expect(pool.statistics.inUse == 5)
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `who waits too long is told that the pool is busy`() async throws {
        try await withDatabase(poolSize: 1) { database in
            var configuration = database.configuration
            configuration.maximumWait = .milliseconds(20)
            let pool = Pool(configuration)
            try await eventually("a connection stands") { (try? await pool.read { _ in }) != nil }
            let error = try await pool.withConnection { _ in
                try await postgresError { try await pool.read { _ in } }
            }
            #expect(error.code == .poolExhausted)
            #expect(error.isRetriable)
            await pool.close()
        }
    }

    @Test func `a caller that is cancelled stops waiting and leaves no trace`() async throws {
        try await withDatabase(poolSize: 1) { database in
            let pool = database.pool
            try await pool.withConnection { _ in
                let caller = Task { try await pool.read { _ in } }
                try await eventually("the caller waits") { pool.statistics.waiting == 1 }
                caller.cancel()
                _ = try await #require(throws: CancellationError.self) { try await caller.value }
                #expect(pool.statistics.waiting == 0)
            }
            #expect(try await pool.read { session in try session.query("SELECT 1").count } == 1)
        }
    }

    @Test func `a running statement is stopped when its caller is cancelled`() async throws {
        try await withDatabase { database in
            let pool = database.pool
            let caller = Task {
                try await pool.transaction { session in _ = try session.query("SELECT pg_sleep(300)") }
            }
            let running: SQL = """
                SELECT 1 FROM pg_stat_activity
                WHERE datname = current_database() AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()
                  AND state = 'active'
                """
            try await eventually("the statement runs") {
                try await !pool.read { session in try session.query(running) }.isEmpty
            }
            caller.cancel()
            _ = try await #require(throws: CancellationError.self) { try await caller.value }
            try await eventually("the statement is gone") {
                try await pool.read { session in try session.query(running) }.isEmpty
            }
        }
    }

    @Test func `a cancelled task does not begin`() async throws {
        try await withDatabase { database in
            let (pool, log) = (database.pool, Log())
            let caller = Task {
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                try await pool.transaction { _ in log.note("ran") }
            }
            _ = try await #require(throws: CancellationError.self) { try await caller.value }
            #expect(log.all == [])
        }
    }

    @Test func `what a borrower leaves in the session is wiped`() async throws {
        try await withDatabase(poolSize: 1) { database in
            let pool = database.pool
            try await pool.withConnection { connection in
                _ = try await connection.read { session in
                    try session.script("SELECT pg_advisory_lock(7); SET statement_timeout = 1234; LISTEN gossip")
                }
            }
            let left = try await pool.read { session in
                try session.first(
                    """
                    SELECT (SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory')
                             + (SELECT count(*) FROM pg_listening_channels()) AS things,
                           current_setting('statement_timeout') AS timeout
                    """
                )
            }
            #expect(try left?["things", as: Int.self] == 0)
            #expect(try left?["timeout", as: String.self] == "30s")
            #expect(pool.statistics.reconnects == 0)
        }
    }

    @Test func `a transaction left open by a borrower costs the connection, not the next caller`() async throws {
        try await withDatabase(poolSize: 1) { database in
            let pool = database.pool
            _ = try await pool.read { session in try session.script("BEGIN") }
            let now = try await pool.read { session in
                try session.first("SELECT now() = clock_timestamp(), pg_current_xact_id_if_assigned() IS NULL")
            }
            #expect(now != nil)
            #expect(pool.statistics.reconnects == 1)
        }
    }

    @Test func `closing waits for who is inside and refuses who comes later`() async throws {
        try await withDatabase(poolSize: 1) { database in
            let (pool, log) = (Pool(database.configuration), Log())
            let closing = try await pool.withConnection { connection in
                let closing = Task {
                    await pool.close()
                    log.note("closed")
                }
                try await eventually("the pool refuses") {
                    do {
                        try await Pool.probe(pool)
                        return false
                    } catch let error as PostgresError {
                        return error.code == .poolClosed
                    }
                }
                _ = try await connection.read { session in try session.query("SELECT 1") }
                log.note("worked")
                return closing
            }
            await closing.value
            #expect(log.all == ["worked", "closed"])
            #expect(pool.statistics.size == 0)
        }
    }
}

extension Pool {
    /// A call that gives up quickly where all connections are busy.
    fileprivate static func probe(_ pool: Pool) async throws {
        let caller = Task { try await pool.read { _ in } }
        try await eventually("the caller waits or is refused") {
            guard pool.statistics.waiting > 0 else { return true }
            caller.cancel()
            return true
        }
        do {
            try await caller.value
        } catch is CancellationError {
            return
        }
    }
}
