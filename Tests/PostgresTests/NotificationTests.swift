import Postgres
import TestKit
import Testing

@Suite("Notifications", .timeLimit(.minutes(2)))
struct NotificationTests {
    private let soon: Duration = .seconds(60)

    private func notify(_ pool: Pool, _ channel: String, _ payload: String) async throws {
        _ = try await pool.read { session in try session.execute("SELECT pg_notify(\(channel), \(payload))") }
    }

    @Test func `arrive at who listens, in order`() async throws {
        try await withDatabase { database in
            try await database.pool.withConnection { connection in
                try await connection.listen("lane \"1\"")
                try await notify(database.pool, "elsewhere", "not for us")
                for payload in ["first", "客户"] { try await notify(database.pool, "lane \"1\"", payload) }
                for payload in ["first", "客户"] {
                    let notification = try await connection.notification(before: .now + soon)
                    #expect(notification == Notification(channel: "lane \"1\"", payload: payload))
                }
            }
        }
    }

    @Test func `wake who already waits`() async throws {
        try await withDatabase { database in
            let connection = try await Connection.open(database.configuration)
            try await connection.listen("lane")
            let deadline = ContinuousClock.now + soon
            let waiter = Task { try await connection.notification(before: deadline) }
            await Task.yield()
            try await notify(database.pool, "lane", "wake up")
            #expect(try await waiter.value?.payload == "wake up")
            await connection.close()
        }
    }

    @Test func `wake the waiter even when another statement of the same session read them`() async throws {
        try await withDatabase { database in
            let connection = try await Connection.open(database.configuration)
            try await connection.listen("lane")
            let deadline = ContinuousClock.now + soon
            let waiter = Task { try await connection.notification(before: deadline) }
            await Task.yield()
            _ = try await connection.read { session in try session.execute("SELECT pg_notify('lane', 'own')") }
            #expect(try await waiter.value?.payload == "own")
            await connection.close()
        }
    }

    @Test func `a deadline that passes is nil, and the session goes on`() async throws {
        try await withDatabase { database in
            try await database.pool.withConnection { connection in
                try await connection.listen("lane")
                let nothing = try await connection.notification(before: .now + .milliseconds(5))
                #expect(nothing == nil)
                try await notify(database.pool, "lane", "later")
                #expect(try await connection.notification(before: .now + soon)?.payload == "later")
            }
        }
    }

    @Test func `a waiter that is cancelled returns`() async throws {
        try await withDatabase { database in
            let connection = try await Connection.open(database.configuration)
            try await connection.listen("lane")
            let deadline = ContinuousClock.now + soon
            let waiter = Task { try await connection.notification(before: deadline) }
            await Task.yield()
            waiter.cancel()
            _ = try await #require(throws: CancellationError.self) { try await waiter.value }
            await connection.close()
        }
    }

    @Test func `a lost connection is an error to who waits`() async throws {
        try await withDatabase { database in
            let connection = try await Connection.open(database.configuration)
            try await connection.listen("lane")
            let pid = try await connection.read { session in
                try session.first("SELECT pg_backend_pid()")?[0, as: Int32.self]
            }
            let deadline = ContinuousClock.now + soon
            let waiter = Task { try await connection.notification(before: deadline) }
            await Task.yield()
            _ = try await database.pool.read { session in try session.execute("SELECT pg_terminate_backend(\(pid))") }
            let error = try await postgresError { try await waiter.value }
            #expect(error.isConnectionLost)
            #expect(error.isRetriable)
            #expect(connection.isBroken)
        }
    }
}
