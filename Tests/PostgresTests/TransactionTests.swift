import Dispatch
import Postgres
import TestKit
import Testing

private struct Refusal: Error {}

private let account = Migration(
    name: "0001-account",
    sql: """
        CREATE TABLE account (
            id int PRIMARY KEY,
            owner text CONSTRAINT owner_is_unique UNIQUE,
            balance int NOT NULL CONSTRAINT balance_is_positive CHECK (balance >= 0),
            parent int CONSTRAINT parent_exists REFERENCES account DEFERRABLE INITIALLY DEFERRED
        );
        INSERT INTO account VALUES (1, 'ann', 10, NULL), (2, 'bob', 10, NULL);
        """
)

@Suite("Transactions")
struct TransactionTests {
    private func owners(_ pool: Pool) async throws -> [String] {
        try await pool.read { session in
            try session.query("SELECT owner FROM account ORDER BY id").map { try $0["owner"] }
        }
    }

    private func failure(_ sql: SQL) async throws -> PostgresError {
        try await withDatabase(migrations: [account]) { database in
            let error = try await postgresError {
                try await database.pool.transaction { session in try session.execute(sql) }
            }
            #expect(try await owners(database.pool) == ["ann", "bob"])
            return error
        }
    }

    @Test func `commits its work and answers its result`() async throws {
        try await withDatabase(migrations: [account]) { database in
            let id = try await database.pool.transaction { session in
                try session.first("INSERT INTO account VALUES (3, 'cid', 0) RETURNING id")?["id", as: Int.self]
            }
            #expect(id == 3)
            #expect(try await owners(database.pool) == ["ann", "bob", "cid"])
        }
    }

    @Test func `a thrown error undoes everything and arrives as it was`() async throws {
        try await withDatabase(migrations: [account]) { database in
            _ = try await #require(throws: Refusal.self) {
                try await database.pool.transaction { session in
                    try session.execute("DELETE FROM account")
                    throw Refusal()
                }
            }
            #expect(try await owners(database.pool) == ["ann", "bob"])
        }
    }

    @Test func `an error the body swallowed still fails the transaction`() async throws {
        try await withDatabase(migrations: [account]) { database in
            let error = try await postgresError {
                try await database.pool.transaction { session in
                    try session.execute("DELETE FROM account WHERE id = 2")
                    _ = try? session.execute("INSERT INTO account VALUES (1, 'again', 0)")
                }
            }
            #expect(error.code == .uniqueViolation)
            #expect(try await owners(database.pool) == ["ann", "bob"])
        }
    }

    @Test func `a body that commits by itself is told off`() async throws {
        try await withDatabase(migrations: [account]) { database in
            let error = try await postgresError {
                try await database.pool.transaction { session in try session.script("COMMIT") }
            }
            #expect(error.code == .transactionAborted)
        }
    }

    @Test func `a broken constraint is named, final, and quotes no value`() async throws {
        let unique = try await failure("INSERT INTO account VALUES (3, \("ann"), 0)")
        #expect(unique.code == .uniqueViolation)
        #expect(unique.sqlState == "23505")
        #expect(unique.constraint == "owner_is_unique")
        #expect(!unique.isRetriable)
        #expect(unique.statement == "INSERT INTO account VALUES (3, $1, 0)")
        #expect(!"\(unique)".contains("ann"))

        let check = try await failure("UPDATE account SET balance = -1")
        #expect(check.code == .checkViolation)
        #expect(check.constraint == "balance_is_positive")

        let deferred = try await failure("UPDATE account SET parent = 77")
        #expect(deferred.code == .foreignKeyViolation)
        #expect(!deferred.outcomeUnknown)
    }

    @Test func `a data error does not quote the value it dislikes`() async throws {
        let error = try await failure("SELECT \("secret").\(unescaped: "")")
        #expect(error.code == .invalidStatement)
        let cast = try await failure("SELECT \("secret")::int")
        #expect(cast.code == .invalidData)
        #expect(!"\(cast)".contains("secret"))
        #expect(cast.message.contains("invalid input syntax"))
    }

    @Test func `a concurrent update under repeatable read is retriable`() async throws {
        try await withDatabase(migrations: [account]) { database in
            let (hasRead, hasWritten) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            async let other: Void = database.pool.transaction { session in
                hasRead.wait()
                defer { hasWritten.signal() }
                try session.execute("UPDATE account SET balance = 1 WHERE id = 1")
            }
            let error = try await postgresError {
                try await database.pool.transaction(isolation: .repeatableRead) { session in
                    _ = try session.query("SELECT * FROM account")
                    hasRead.signal()
                    hasWritten.wait()
                    try session.execute("UPDATE account SET balance = 2 WHERE id = 1")
                }
            }
            try await other
            #expect(error.code == .serializationFailure)
            #expect(error.isRetriable)
        }
    }

    @Test func `of two that wait for each other one is told to try again`() async throws {
        try await withDatabase(migrations: [account]) { database in
            let (first, second) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            @Sendable func cross(_ mine: Int, _ theirs: Int, _ ready: DispatchSemaphore, _ go: DispatchSemaphore) async
                -> PostgresError?
            {
                do {
                    try await database.pool.transaction { session in
                        try session.script("SET LOCAL deadlock_timeout = '20ms'")
                        try session.execute("UPDATE account SET balance = 0 WHERE id = \(mine)")
                        ready.signal()
                        go.wait()
                        try session.execute("UPDATE account SET balance = 0 WHERE id = \(theirs)")
                    }
                    return nil
                } catch {
                    return error as? PostgresError
                }
            }
            async let one = cross(1, 2, first, second)
            async let two = cross(2, 1, second, first)
            let errors = await [one, two].compactMap(\.self)
            #expect(errors.map(\.code) == [.deadlock])
            #expect(errors.map(\.isRetriable) == [true])
        }
    }

    @Test func `a statement that runs too long is stopped for good`() async throws {
        try await withDatabase { database in
            var configuration = database.configuration
            configuration.statementTimeout = .milliseconds(50)
            let pool = Pool(configuration)
            let error = try await postgresError {
                try await pool.read { session in try session.query("SELECT pg_sleep(60)") }
            }
            #expect(error.code == .queryCancelled)
            #expect(!error.isRetriable)
            await pool.close()
        }
    }
}
