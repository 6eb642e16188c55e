import Glibc
import Processes
import Synchronization
import TestKit

/// Kills a process at one exact moment of its work, which its words to PostgreSQL give away.
struct FailPoints {
    let arena: Arena

    /// A moment between two steps that cannot be one.
    struct Point: Sendable {
        let name: String
        let service: String
        /// The statement that comes right before or after the moment.
        let statement: String
        /// Whether PostgreSQL is to carry the statement out before the process dies.
        let isCarriedOut: Bool
    }

    static let committed = Point(
        name: "after its commit, before it stores the offset",
        service: "classifier",
        statement: "COMMIT",
        isCarriedOut: true
    )
    static let published = Point(
        name: "after Kafka's acknowledgement, before it deletes the rows",
        service: "relay",
        statement: "DELETE FROM outbox",
        isCarriedOut: false
    )
    static let sent = Point(
        name: "after sending, before it marks the notice",
        service: "notifier",
        statement: "SET state = 'sent'",
        isCarriedOut: false
    )

    /// Waits until a process of the service reaches the point, kills it there, and starts it again.
    func hit(_ point: Point) async throws {
        let killed = Mutex<String?>(nil)
        let wires = arena.members(point.service)
        try await arena.fault("kill -9 \(point.service) \(point.name)") {
            arena.network.judge { [system = arena.system] wire, statement in
                guard wires.contains(wire), statement.contains(point.statement) else { return .pass }
                let isFirst = killed.withLock { name in
                    guard name == nil else { return false }
                    name = wire
                    return true
                }
                guard isFirst else { return .pass }
                let kill: @Sendable () -> Void = { system.child(wire)?.signal(SIGKILL) }
                return point.isCarriedOut ? .cutAnswer(after: 0, then: kill) : .cut(then: kill)
            }
            try await arena.until("\(point.service) comes to where it is to be killed", within: .seconds(45)) {
                guard let name = killed.withLock({ $0 }) else { return false }
                return arena.system.child(name)?.isRunning == false
            }
            arena.network.judge(nil)
            guard let name = killed.withLock({ $0 }) else { return }
            try await arena.system.start(name)
        }
    }
}
