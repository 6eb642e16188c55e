/// Holds one task until the test lets it go, and tells the test that it has come.
struct Gate: Sendable {
    private let comings = AsyncStream.makeStream(of: Void.self)
    private let openings = AsyncStream.makeStream(of: Void.self)

    /// Called by the task that is to be held.
    func wait() async {
        comings.continuation.finish()
        for await _ in openings.stream {}
    }

    /// Waits until the task is held.
    func arrived() async {
        for await _ in comings.stream {}
    }

    func open() {
        openings.continuation.finish()
    }
}
