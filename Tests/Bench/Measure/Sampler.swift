import HTTP
import Synchronization
import TestKit

/// Looks twice a second how many tickets each stage has brought behind it, for the picture and for what may still be sent.
final class Sampler: Sendable {
    /// Tickets behind each stage since the beginning, at a moment.
    struct Sample: Sendable {
        let second: Double
        let accepted: Int
        let classified: Int
        let routed: Int
        let notified: Int
    }

    private let system: RunningSystem
    private let samples = Mutex<[Sample]>([])
    private let start = ContinuousClock.now
    private let first = Mutex<Sample?>(nil)
    private let sent = Atomic(0)

    init(_ system: RunningSystem) {
        self.system = system
    }

    var all: [Sample] { samples.withLock { $0 } }

    /// Tickets that went through since the first look.
    var notified: Int { all.last?.notified ?? 0 }

    /// Counts one accepted ticket.
    func accepted() {
        sent.add(1, ordering: .relaxed)
    }

    var acceptedCount: Int { sent.load(ordering: .relaxed) }

    /// Looks again and again until the task is cancelled.
    func run() async throws {
        var pace = Pace(perSecond: 4)
        while !Task.isCancelled {
            try await look()
            try await pace.stroke()
        }
    }

    private func look() async throws {
        let counts = [
            try await count("classified", of: "classifier"), try await count("routed", of: "router"),
            try await count("notified", of: "notifier"),
        ]
        let base = first.withLock { first in
            let base =
                first ?? Sample(second: 0, accepted: 0, classified: counts[0], routed: counts[1], notified: counts[2])
            first = base
            return base
        }
        let sample = Sample(
            second: (ContinuousClock.now - start).seconds,
            accepted: acceptedCount,
            classified: counts[0] - base.classified,
            routed: counts[1] - base.routed,
            notified: counts[2] - base.notified
        )
        samples.withLock { $0.append(sample) }
    }

    /// How many tickets a service has brought to a stage, over all its processes.
    private func count(_ stage: String, of service: String) async throws -> Int {
        var total = 0
        for member in system.plan.members(of: service) {
            let answer = try await system.get("\(system.operationsAddress(of: member))/metrics")
            let name = #"ticket_end_to_end_seconds_count{stage="\#(stage)"}"#
            for line in String(decoding: answer.body, as: UTF8.self).split(separator: "\n") where line.hasPrefix(name) {
                total += Int(Double(line.split(separator: " ").last ?? "") ?? 0)
            }
        }
        return total
    }
}
