/// One thing a service runs: a stage, a server, a timer.
package protocol Component: Sendable {
    var name: String { get }

    /// Works until its task is cancelled, which asks it to finish what it has in hand and return.
    ///
    /// - Throws: when it cannot go on; the process then ends, and whoever supervises it starts it anew.
    func run() async throws
}

/// A component that does one pass of work over and over, with a pause when there was nothing to do.
package struct Repeating: Component {
    package let name: String
    let pause: Duration
    let service: ServiceContext
    let pass: @Sendable () async throws -> Int

    /// - Parameters:
    ///   - name: what it is, in logs.
    ///   - pause: how long to wait after a pass that found nothing to do.
    ///   - service: whose database and retries it uses.
    ///   - pass: one pass; answers how much it did, so that a full table is worked off without pauses.
    package init(
        _ name: String,
        every pause: Duration,
        in service: ServiceContext,
        pass: @escaping @Sendable () async throws -> Int
    ) {
        (self.name, self.pause, self.service, self.pass) = (name, pause, service, pass)
    }

    package func run() async throws {
        try await service.schemaIsCurrent()
        while !Task.isCancelled {
            let done = try await service.retrying(name) { try await pass() }
            if done > 0 { service.nudge.now() } else { try? await Task.sleep(for: pause) }
        }
    }
}
