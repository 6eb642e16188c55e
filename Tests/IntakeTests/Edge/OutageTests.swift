import HTTP
import Postgres
import TestKit
import Testing

@testable import Intake

@Suite("While PostgreSQL is away")
struct OutageTests {
    @Test func `clients are told to come back, soon, and are served when it returns`() async throws {
        try await withDoor { door in
            let token = try await door.token()
            #expect(try await door.post(message(), token, key: "before").status == 201)
            try await door.database.close()
            let clock = ContinuousClock()
            for _ in 0..<3 {
                let start = clock.now
                let answer = try await door.post(message(), token, key: "during")
                #expect(try answer.problem.status == 503)
                #expect(answer.headers["Retry-After"] == "2")
                #expect(clock.now - start < .seconds(5))
            }
            try await door.database.reopen()
            let deadline = clock.now + .seconds(30)
            var status = 0
            while status != 201, clock.now < deadline {
                status = try await door.post(message(), token, key: "during").status
            }
            #expect(status == 201)
            // The test's own pool has dead connections, which it finds one after the other.
            var stored: [Int]?
            while stored == nil, clock.now < deadline { stored = try? await door.stored() }
            #expect(stored == [2, 2, 2, 2])
        }
    }

    @Test func `a database without tables is no fault of the request`() async throws {
        try await withDoor { door in
            let token = try await door.token()
            try await door.sql { session in
                try session.script("ALTER TABLE outbox RENAME TO outbox_away")
            }
            #expect(try await door.post(message(), token, key: "k").problem.status == 503)
            try await door.sql { session in
                try session.script("ALTER TABLE outbox_away RENAME TO outbox")
            }
            #expect(try await door.post(message(), token, key: "k").status == 201)
        }
    }
}

extension TestDatabase {
    /// Ends every connection and lets nobody in, as a stopped server does.
    func close() async throws {
        let name = name
        try await onServer { session in
            try session.script("ALTER DATABASE \(name) WITH ALLOW_CONNECTIONS false")
            _ = try session.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = \(name)")
        }
    }

    func reopen() async throws {
        let name = name
        try await onServer { session in try session.script("ALTER DATABASE \(name) WITH ALLOW_CONNECTIONS true") }
    }

    private func onServer(_ work: @Sendable (borrowing Session) throws -> Void) async throws {
        let connection = try await Connection.open(try await TestServer.shared().configuration)
        try await connection.read(work)
        await connection.close()
    }
}
