import Foundation
import TestKit

/// As many tickets as the whole system carries for a time, from the post to the notice, with nothing left behind.
///
/// So much is sent that a bounded number is under way: more would only measure how fast intake is.
struct FlowRun: Sendable {
    static let mostUnderWay = 1500

    let stand: Stand
    let time: Duration

    struct Result: Sendable {
        var load = Load.Result()
        var samples: [Sampler.Sample] = []
        /// Tickets a second over the whole time, the emptying at the end included.
        var perSecond = 0.0
        /// Milliseconds of processor time a ticket, by process.
        var processor: [String: Double] = [:]
        var memory: [String: Int] = [:]
        /// Rows written, changed and deleted for each ticket.
        var rows = RowCounts()
    }

    func run() async throws -> Result {
        _ = try await carry(for: .seconds(5), "warm-up")
        return try await carry(for: time, "flow")
    }

    private func carry(for time: Duration, _ name: String) async throws -> Result {
        let sampler = Sampler(stand.system)
        let sampling = Task { try? await sampler.run() }
        defer { sampling.cancel() }
        let (before, rowsBefore) = (try stand.processes(), try await RowCounts.now(over: stand.pool))
        let load = Load(port: try stand.port, connections: 32, pace: .closed, time: time)
        let messages = try stand.messages(name)
        let start = ContinuousClock.now
        var result = Result()
        result.load = try await onThread {
            try load.run(
                messages,
                allowed: { sampler.acceptedCount - sampler.notified < Self.mostUnderWay },
                accepted: { _, _ in sampler.accepted() }
            )
        }
        try await stand.untilAtRest(within: .seconds(120))
        let took = ContinuousClock.now - start
        let after = try stand.processes()
        result.samples = sampler.all
        result.perSecond = Double(result.load.accepted) / took.seconds
        result.processor = after.processor(since: before).mapValues { $0 * 1000 / Double(result.load.accepted) }
        result.memory = after.uses.mapValues(\.memory)
        result.rows = try await RowCounts.now(over: stand.pool).since(rowsBefore, per: result.load.accepted)
        return result
    }
}

/// Runs what blocks on a thread of its own.
func onThread<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
    try await withCheckedThrowingContinuation { continuation in
        let thread = Thread { continuation.resume(with: Result(catching: body)) }
        thread.start()
    }
}
