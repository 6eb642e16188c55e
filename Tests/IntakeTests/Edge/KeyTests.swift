import HTTP
import Postgres
import Testing
import TestKit
import Tickets

@testable import Intake

@Suite("Handing the same message in again")
struct KeyTests {
    @Test func `the same key and message get the same answer again`() async throws {
        try await withDoor { door in
            let token = try await door.token()
            let first = try await door.post(message(), token, key: "\"k\"")
            let again = try await door.post(message(), token, key: "k")
            #expect((first.status, again.status) == (201, 201))
            #expect(first.headers["Idempotency-Replayed"] == nil)
            #expect(again.headers["Idempotency-Replayed"] == "true")
            #expect(first.body == again.body)
            #expect(try await door.stored() == [1, 1, 1, 1])
        }
    }

    @Test func `the same key with another message is refused and stores nothing`() async throws {
        try await withDoor { door in
            let token = try await door.token()
            #expect(try await door.post(message("a"), token, key: "k").status == 201)
            let other = try await door.post(message("b"), token, key: "k")
            #expect(try other.problem.status == 422)
            #expect(try other.problem.type == "urn:shouwen:problem:idempotency-key-reused")
            #expect(try await door.stored() == [1, 1, 1, 1])
        }
    }

    @Test func `a key is its source's own`() async throws {
        try await withDoor { door in
            let one = try await door.post(message(), try await door.token(), key: "k")
            let same = try await door.post(message(), try await door.token(), key: "k")
            let other = try await door.post(message(), try await door.token(.app, source: "app"), key: "k")
            #expect(same.body == one.body)
            #expect(other.status == 201 && other.body != one.body)
        }
    }

    @Test func `partners must send a key`() async throws {
        try await withDoor { door in
            let token = try await door.token(.partner, source: "partner")
            let without = try await door.post(message(), token)
            #expect(try without.problem.status == 400)
            #expect(try without.problem.detail?.contains("Idempotency-Key is required") == true)
            let malformed = try await door.post(message(), token, key: "\"k")
            #expect(try malformed.problem.status == 400)
            #expect(try await door.stored() == [0, 0, 0, 0])
            #expect(try await door.post(message(), token, key: "k").status == 201)
        }
    }

    @Test func `a refused message leaves its key free`() async throws {
        try await withDoor { door in
            let token = try await door.token()
            #expect(try await door.post("{}", token, key: "k").status == 422)
            #expect(try await door.post(message(), token, key: "k").status == 201)
        }
    }

    @Test func `fifty at once with one key make one ticket`() async throws {
        try await withDoor { door in
            let token = try await door.token()
            let answers = try await withThrowingTaskGroup(of: ClientResponse.self) { group in
                for _ in 0..<50 { group.addTask { try await door.post(message(), token, key: "k") } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.allSatisfy { $0.status == 201 || $0.status == 409 })
            let receipts = answers.filter { $0.status == 201 }
            #expect(receipts.filter { $0.headers["Idempotency-Replayed"] == nil }.count == 1)
            #expect(Set(receipts.map(\.body)).count == 1)
            for answer in answers where answer.status == 409 {
                #expect(answer.headers["Retry-After"] == "1")
            }
            #expect(try await door.stored() == [1, 1, 1, 1])
        }
    }

    @Test func `a key that another process is storing is answered within seconds`() async throws {
        try await withDoor { door in
            let token = try await door.token()
            let other = try await Connection.open(door.database.configuration)
            try await other.read { session in
                try session.script(
                    """
                    BEGIN;
                    INSERT INTO idempotency_key (client, key, fingerprint, ticket_id, number)
                    VALUES ('web-form', 'k', '\\x00', gen_random_uuid(), 'SW-20261123-000001')
                    """
                )
            }
            async let bystander = door.post(message("other"), token, key: "other")
            let answer = try await door.post(message(), token, key: "k")
            #expect(try answer.problem.status == 409)
            #expect(try await bystander.status == 201)
            // The other process dies, and its transaction with it.
            await other.close()
            #expect(try await door.post(message(), token, key: "k").status == 201)
        }
    }

    @Test func `keys are forgotten after a week`() async throws {
        try await withDoor { door in
            let token = try await door.token()
            for key in ["old", "new"] { #expect(try await door.post(message(), token, key: key).status == 201) }
            let purged = try await door.sql { session in
                try session.execute(
                    "UPDATE idempotency_key SET created_at = now() - interval '8 days' WHERE key = 'old'"
                )
                return try KeyPurge.pass(in: session)
            }
            #expect(purged == 1)
            #expect(try await door.post(message(), token, key: "new").headers["Idempotency-Replayed"] == "true")
            #expect(try await door.post(message(), token, key: "old").headers["Idempotency-Replayed"] == nil)
        }
    }
}
