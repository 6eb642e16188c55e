import Synchronization
import Testing

@testable import Postgres

/// Waits for something that another task or the server brings about.
func eventually(_ what: String, _ condition: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(20)
    while try await !condition() {
        guard ContinuousClock.now < deadline else {
            Issue.record("never happened: \(what)")
            throw CancellationError()
        }
        try await Task.sleep(for: .milliseconds(2))
    }
}

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
