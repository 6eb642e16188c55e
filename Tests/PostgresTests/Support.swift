import Synchronization
import Testing

@testable import Postgres

/// The database's own error, or a failed expectation when the work ends otherwise.
func postgresError(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ work: () async throws -> some Any
) async throws -> PostgresError {
    try await #require(throws: PostgresError.self, sourceLocation: sourceLocation) { _ = try await work() }
}

/// Notes what happened, in the order it happened.
final class Log: Sendable {
    private let notes = Mutex<[String]>([])

    func note(_ text: String) { notes.withLock { $0.append(text) } }

    var all: [String] { notes.withLock { $0 } }
}
