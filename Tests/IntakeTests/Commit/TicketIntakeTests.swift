import IntakeRules
import Postgres
import Testing
import Tickets

@testable import Intake

@Suite("Storing a batch")
struct TicketIntakeTests {
    @Test func `each request of a batch gets its own answer`() async throws {
        try await withDoor { door in
            let intake = TicketIntake(door.service)
            let first = await intake.store([submission("a", key: "k", 1)])
            let earlier = try receipt(first[0])
            let outcomes = await intake.store([
                submission("b"), submission("a", key: "k", 1), submission("c", key: "k", 2),
                submission("d", key: "new", 3), submission("d", key: "new", 3), submission("e", key: "new", 4),
            ])
            #expect(try receipt(outcomes[0]).isReplay == false)
            #expect(try receipt(outcomes[1]).isReplay && receipt(outcomes[1]).ticket == earlier.ticket)
            #expect(try receipt(outcomes[1]).at == earlier.at)
            #expect(try outcomes[2].get() == .contradicts)
            let (new, again) = (try receipt(outcomes[3]), try receipt(outcomes[4]))
            #expect(!new.isReplay && again.isReplay && new.ticket == again.ticket && new.number == again.number)
            #expect(try outcomes[5].get() == .contradicts)
            #expect(try await door.stored() == [3, 3, 3, 2])
        }
    }

    @Test func `what the database refuses fails alone`() async throws {
        try await withDoor { door in
            let intake = TicketIntake(door.service)
            var batch = (0..<9).map { submission("message \($0)", key: "k\($0)", 1) }
            batch[4] = submission("no \0 gets this far", key: "k4", 1)
            let outcomes = await intake.store(batch)
            for (place, outcome) in outcomes.enumerated() where place != 4 {
                #expect(try receipt(outcome).isReplay == false)
            }
            #expect(throws: PostgresError.self) { try outcomes[4].get() }
            let stored = try await door.stored()
            #expect(stored == [8, 8, 8, 8])
            // The poisoned one left nothing behind: not even its key.
            batch[4] = submission("without", key: "k4", 1)
            let retried = await intake.store([batch[4]])
            #expect(try receipt(retried[0]).isReplay == false)
        }
    }

    @Test func `numbers rise with the place in the batch`() async throws {
        try await withDoor { door in
            let outcomes = await TicketIntake(door.service).store((0..<20).map { submission("\($0)") })
            let numbers = try outcomes.map { try receipt($0).number.description }
            #expect(numbers == numbers.sorted() && Set(numbers).count == 20)
        }
    }

    private func submission(_ text: String, key: String? = nil, _ fingerprint: UInt8 = 0) -> Submission {
        Submission(
            draft: Draft(text: text, subject: "s", contact: Contact(name: "Li")),
            channel: .web,
            source: "web-form",
            claim: key.map { Claim(Claim.Slot(client: "web-form", key: $0), fingerprint: [fingerprint]) },
            trace: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        )
    }

    private func receipt(_ result: Result<Outcome, any Error>) throws -> Receipt {
        guard case .accepted(let receipt) = try result.get() else { throw NoReceipt() }
        return receipt
    }

    private struct NoReceipt: Error {}
}
