import Foundation
import Processes
import TestKit
import Testing

/// `kill -9` of one of two processes of a service under load: how long nothing came out at the other end.
struct FailoverRun: Sendable {
    let stand: Stand

    func run() async throws -> [(service: String, time: Duration)] {
        let observer = Observer(servers: stand.system.broker.servers)
        let observing = Task { try await observer.run() }
        defer { observing.cancel() }
        var times: [(service: String, time: Duration)] = []
        for service in ["relay", "classifier", "router"] {
            times.append((service, try await kill(service, observer)))
        }
        return times
    }

    private func kill(_ service: String, _ observer: Observer) async throws -> Duration {
        let load = Load(port: try stand.port, connections: 16, pace: .open(perSecond: 100), time: .seconds(16))
        let messages = try stand.messages("failover-\(service)")
        let posting = Task { try await onThread { try load.run(messages) } }
        try await eventually("tickets flow", within: .seconds(60)) { observer.hasSeen }
        var pace = Pace(perSecond: 1 / 3.0, part: 1)
        try await pace.stroke()
        _ = observer.takeLongestGap()
        stand.system.child(service)?.signal(SIGKILL)
        await stand.system.child(service)?.ended()
        _ = try await posting.value
        try await stand.untilAtRest(within: .seconds(60))
        let gap = observer.takeLongestGap()
        try await stand.system.start(service)
        try await stand.system.untilReady(service)
        return gap
    }
}
