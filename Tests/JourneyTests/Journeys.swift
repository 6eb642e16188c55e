import Postgres
import TestKit
import Testing

/// Journeys through the whole system, one after another: each starts all services.
@Suite("Shouwen as a whole", .serialized)
enum Journeys {
    /// Waits until nothing is on its way any more, and says what is wrong then.
    static func expectRestWithoutViolations(
        _ pool: Pool,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        try await eventually("everything has come to rest", within: .seconds(90), sourceLocation: sourceLocation) {
            try await Invariants.unsettled(pool) == 0
        }
        #expect(try await Invariants.broken(pool) == [], sourceLocation: sourceLocation)
    }
}
