import Glibc
import Postgres
import Processes
import TestKit

extension Drill {
    /// 2: Kafka goes away in every way it can, and intake never notices.
    static let broker = Drill(
        number: 2,
        name: "Kafka stops, is killed, is away, and hangs",
        lostWithoutNode: "the embedded broker goes down and up and is stopped in its tracks; it cannot restart",
        stopsKafka: true
    ) { arena in
        var highest = 0
        let before = arena.ledger.attempts.count
        let ways = arena.hasNode ? BrokerFault.ofNode : BrokerFault.ofEmbedded
        for way in ways.prefix(arena.times(ways.count)) {
            highest = max(highest, try await way.happen(in: arena))
        }
        let refused = arena.ledger.attempts.dropFirst(before).filter { $0.ended != nil && $0.outcome != .ok }
        if let first = refused.first {
            arena.diary.problem(
                "\(refused.count) requests were not answered with 201 while Kafka was away: \(first.detail)"
            )
        }
        return [Sign(highest, "rows in the outbox at its height")]
    }
}

/// One way in which a broker goes away and comes back.
private enum BrokerFault: String {
    case terminated = "SIGTERM and a restart"
    case killed = "SIGKILL and a restart"
    case away = "down for a while"
    case hung = "SIGSTOP for a while"

    static let ofNode = [killed, terminated, hung]
    static let ofEmbedded = [away, hung]

    /// - Returns: how many rows waited in the outbox at the end of the fault.
    func happen(in arena: Arena) async throws -> Int {
        let waiting = try await arena.fault("Kafka: \(rawValue)") {
            try await begin(arena.system.broker)
            if self == .hung { try await arena.hold(for: .seconds(5)) }
            try await arena.accepted(80)
            let waiting = try await arena.pool.count("SELECT count(*) FROM outbox")
            if self == .killed || self == .away { try await Doctor(arena).names("Kafka") }
            try await end(arena.system.broker)
            return waiting
        }
        let clock = ContinuousClock()
        let drained = try await clock.measure {
            try await arena.until("the outbox drains", within: .seconds(45)) {
                try await arena.pool.count("SELECT count(*) FROM outbox") < 40
            }
        }
        arena.diary.note("the outbox drained \((drained / .seconds(1)).shown) s after Kafka was back")
        return waiting
    }

    private func begin(_ broker: SystemBroker) async throws {
        switch (self, broker) {
        case (.terminated, .real(let kafka)): try kafka.halt()
        case (.killed, .real(let kafka)): try kafka.crash()
        case (.hung, .real(let kafka)): try kafka.pause()
        case (.hung, .embedded(let broker)): broker.signal(SIGSTOP)
        default: try await broker.goAway()
        }
    }

    private func end(_ broker: SystemBroker) async throws {
        switch (self, broker) {
        case (.hung, .real(let kafka)): try kafka.resume()
        case (.hung, .embedded(let broker)): broker.signal(SIGCONT)
        default: try await broker.comeBack()
        }
    }
}
