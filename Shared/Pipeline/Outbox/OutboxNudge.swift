package import Postgres

/// Tells the relay that outbox rows were added, after their commit and in a transaction of its own.
///
/// A NOTIFY inside the hot transaction would make all commits of the database queue up behind one lock.
package struct OutboxNudge: Component {
    /// How long the relay looks by itself, every few milliseconds, after it was nudged or has found something.
    package static let attention: Duration = .milliseconds(500)
    package let name = "outbox-nudge"
    private let pool: Pool
    private let calls: AsyncStream<Void>
    private let call: AsyncStream<Void>.Continuation

    package init(_ pool: Pool) {
        self.pool = pool
        (calls, call) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Asks for a nudge; many calls make one.
    package func now() {
        call.yield()
    }

    /// Nudges at once when called, and then not again while the relay is attentive anyway.
    ///
    /// A nudge that fails is not missed: the relay looks by itself, only later.
    package func run() async throws {
        for await _ in calls {
            _ = try? await pool.read { session in try session.execute("SELECT pg_notify(\(Outbox.channel), '')") }
            try? await Task.sleep(for: Self.attention / 2)
        }
    }
}
