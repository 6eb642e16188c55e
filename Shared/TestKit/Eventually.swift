package import Testing

/// Waits for something that another task, process or server brings about, by looking until it is there.
///
/// - Parameters:
///   - what: the thing waited for, as the report of a failure names it.
///   - limit: when the test has failed.
///   - pause: how long between two looks.
///   - sourceLocation: where it is waited for.
///   - condition: whether it is there.
/// - Throws: what `condition` throws, and `NeverHappened` at the deadline.
package func eventually(
    _ what: String,
    within limit: Duration = .seconds(20),
    every pause: Duration = .milliseconds(2),
    sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < deadline else {
            Issue.record("never happened: \(what)", sourceLocation: sourceLocation)
            throw NeverHappened(what: what)
        }
        try await Task.sleep(for: pause)
    }
}

/// What a test waited for did not come before its deadline.
package struct NeverHappened: Error, CustomStringConvertible {
    let what: String

    package var description: String { "never happened: \(what)" }
}
