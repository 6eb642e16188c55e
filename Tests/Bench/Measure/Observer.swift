import Kafka
import Synchronization
import Tickets

/// Reads `ticket.events` as a department's bot would, and times how long after its posting a ticket is routed for all to see.
final class Observer: Sendable {
    fileprivate struct Notes {
        var posted: [TicketID: ContinuousClock.Instant] = [:]
        /// Routed before the answer to the post had been read.
        var early: [TicketID: ContinuousClock.Instant] = [:]
        var latency = Histogram()
        var lastSeen: ContinuousClock.Instant?
        var longestGap = Duration.zero
    }

    private let notes = Mutex(Notes())
    private let servers: String

    init(servers: String) {
        self.servers = servers
    }

    /// Notes when a ticket's message should have been sent.
    func posted(_ ticket: TicketID, at moment: ContinuousClock.Instant) {
        notes.withLock { notes in
            if let seen = notes.early.removeValue(forKey: ticket) {
                notes.latency.record(seen - moment)
            } else {
                notes.posted[ticket] = moment
            }
        }
    }

    var latency: Histogram { notes.withLock(\.latency) }
    /// Posted and not yet seen routed.
    var open: Int { notes.withLock(\.posted.count) }
    var hasSeen: Bool { notes.withLock { $0.lastSeen != nil } }

    /// The longest time between two tickets routed since the last call.
    func takeLongestGap() -> Duration {
        notes.withLock { notes in
            defer { notes.longestGap = .zero }
            return notes.longestGap
        }
    }

    /// Reads until the task is cancelled.
    func run() async throws {
        let configuration = KafkaConfiguration(bootstrapServers: servers, clientID: "bench")
        let group = "bench-\(UInt32.random(in: 0 ... .max))"
        let consumer = try KafkaConsumer(configuration, group: group, topics: ["ticket.events"])
        while !Task.isCancelled {
            guard let records = try? await consumer.next(atMost: 500) else { break }
            let now = ContinuousClock.now
            let routed = records.compactMap(Self.routed)
            notes.withLock { notes in for ticket in routed { notes.routed(ticket, at: now) } }
            try consumer.store(records)
        }
        await consumer.close()
    }

    private static func routed(_ record: Record) -> TicketID? {
        guard record.headers.contains(where: { $0.name == "ce_type" && $0.value == type }) else { return nil }
        return record.key.flatMap { TicketID($0) }
    }

    private static let type = Array(EventType.routed.rawValue.utf8)
}

extension Observer.Notes {
    fileprivate mutating func routed(_ ticket: TicketID, at now: ContinuousClock.Instant) {
        if let last = lastSeen { longestGap = max(longestGap, now - last) }
        lastSeen = now
        if let moment = posted.removeValue(forKey: ticket) {
            latency.record(now - moment)
        } else {
            early[ticket] = now
        }
    }
}
