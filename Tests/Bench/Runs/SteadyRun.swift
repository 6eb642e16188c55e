import TestKit
import Testing
import Tickets

/// A fixed number of tickets a second for a time: how long customers wait for their answer, how long a ticket is on its way,
/// and whether memory grows.
struct SteadyRun: Sendable {
    let stand: Stand
    let perSecond: Double
    let time: Duration

    struct Result: Sendable {
        var load = Load.Result()
        var routed = Histogram()
        /// Tickets that were never seen routed.
        var lost = 0
        /// Bytes a service holds after a quarter of the time and at the end.
        var memory: [(service: String, early: Int, late: Int)] = []
    }

    func run() async throws -> Result {
        let observer = Observer(servers: stand.system.broker.servers)
        let observing = Task { try await observer.run() }
        defer { observing.cancel() }
        try await warmUp(observer)
        let load = Load(port: try stand.port, connections: 64, pace: .open(perSecond: perSecond), time: time)
        let messages = try stand.messages("steady")
        let early = Task { () -> ProcessTable? in
            var pace = Pace(perSecond: 4 / time.seconds, part: 1)
            try await pace.stroke()
            return try? stand.processes()
        }
        var result = Result()
        result.load = try await onThread {
            try load.run(
                messages,
                accepted: { body, since in
                    if let ticket = Self.ticket(in: body) { observer.posted(ticket, at: since) }
                }
            )
        }
        try? await eventually("every ticket is seen routed", within: .seconds(30)) { observer.open == 0 }
        let late = try stand.processes()
        let before = try await early.value
        result.routed = observer.latency
        result.lost = observer.open
        result.memory = stand.system.members.map { member in
            (member, before?.uses[member]?.memory ?? 0, late.uses[member]?.memory ?? 0)
        }
        return result
    }

    /// Lets the observer join its group and catch up, before anything is timed.
    private func warmUp(_ observer: Observer) async throws {
        let load = Load(port: try stand.port, connections: 4, pace: .open(perSecond: 50), time: .seconds(5))
        let messages = try stand.messages("warm")
        _ = try await onThread { try load.run(messages) }
        try await eventually("the observer sees tickets", within: .seconds(60)) { observer.hasSeen }
        try await stand.untilAtRest(within: .seconds(60))
    }

    private static let name = Array(#""id":""#.utf8)

    static func ticket(in body: ArraySlice<UInt8>) -> TicketID? {
        body.firstRange(of: name).flatMap { TicketID(body[$0.upperBound...].prefix(36)) }
    }
}
