import TestKit
import Testing

@testable import Drill

extension Journeys {
    /// `make drill` in short: every fault once, with the same chance each time, on one ground.
    @Suite("Drills in short", .timeLimit(.minutes(8)))
    struct DrillsInShortTests {
        @Test func `lose nothing and do nothing twice`() async throws {
            try await TemporaryFolder.with { folder in
                let diary = Diary { _ in }
                try await Ground.with(Seed(number: 20_261_127), in: folder, diary, isShort: true) { arena in
                    var performance = Performance(arena: arena, calm: 10)
                    (performance.load.rate, performance.load.clients) = (30, 12)
                    let outcomes = await performance.carryOut(Drill.all)
                    for outcome in outcomes { #expect(outcome.broken == [], "\(Table.text(outcome))") }
                }
            }
        }
    }
}
