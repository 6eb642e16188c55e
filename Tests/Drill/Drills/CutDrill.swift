import Postgres
import Synchronization

extension Drill {
    /// 4: networks do what networks do, most of all between a COMMIT and its answer.
    static let cut = Drill(
        number: 4,
        name: "connections are cut, slowed, sliced and swallowed",
        lostWithoutNode:
            "the way to Kafka stays whole: only a node of the drill's own tells clients to come through a wire"
    ) { arena in
        let wires = Wires(arena: arena)
        let before = arena.ledger.count(.unknown)
        let commits = try await wires.sweepCommits()
        let resets = try await wires.resetEach()
        try await wires.slow()
        try await wires.swallow()
        return [
            Sign(commits, "answers to COMMIT cut"), Sign(resets, "connections reset"),
            Sign(arena.ledger.count(.unknown) - before, "requests of unknown outcome"),
        ]
    }
}

/// The faults of wires, one after another.
private struct Wires {
    let arena: Arena

    private var kafka: [String] { arena.hasNode ? [Arena.kafkaWire] : [] }

    /// Cuts the answer to a COMMIT after k bytes, for one k after another, of intake and of everybody; a relay's deletion
    /// commits by itself.
    func sweepCommits() async throws -> Int {
        var chance = arena.chance(for: "cuts")
        var count = 0
        for service in ["intake", "classifier", "router", "sla-monitor", "notifier", "relay"] {
            let places = Array(0...17).shuffled(using: &chance).prefix(arena.times(service == "intake" ? 8 : 2))
            try await arena.fault(
                "COMMIT of \(service): answer cut after \(places.map(String.init).joined(separator: ", ")) bytes"
            ) {
                for place in places {
                    try await cutCommit(of: service, after: place)
                    count += 1
                }
            }
        }
        return count
    }

    private func cutCommit(of service: String, after place: Int) async throws {
        let state = Mutex((isTaken: false, isCut: false))
        let wires = arena.members(service)
        let commit = service == "relay" ? "DELETE FROM outbox" : "COMMIT"
        arena.network.judge { wire, statement in
            guard wires.contains(wire), statement.hasPrefix(commit) else { return .pass }
            let isFirst = state.withLock { state in
                defer { state.isTaken = true }
                return !state.isTaken
            }
            return isFirst ? .cutAnswer(after: place) { state.withLock { $0.isCut = true } } : .pass
        }
        try await arena.until("a COMMIT of \(service) is cut") { state.withLock { $0.isCut } }
        arena.network.judge(nil)
    }

    func resetEach() async throws -> Int {
        var count = 0
        for (name, wires) in [("PostgreSQL", Arena.databaseWires), ("Kafka", kafka), ("webhook", [Arena.webhookWire])]
        where !wires.isEmpty {
            try await arena.fault("connections to \(name) reset") {
                for _ in 1...arena.times(3) {
                    count += arena.network.reset(wires)
                    try await arena.accepted(8)
                }
            }
        }
        return count
    }

    func slow() async throws {
        try await arena.fault("200 ms more on every wire") {
            arena.network.set(.init(delay: 200), on: Arena.databaseWires + kafka + [Arena.webhookWire])
            try await arena.accepted(10)
            arena.network.set(nil, on: Arena.databaseWires + kafka + [Arena.webhookWire])
        }
        try await arena.fault("data in slices of 7 bytes") {
            arena.network.set(.init(slice: 7), on: Arena.databaseWires + kafka)
            try await arena.accepted(40)
            arena.network.set(nil, on: Arena.databaseWires + kafka)
        }
    }

    /// Swallows what is sent, first to PostgreSQL, then to Kafka and the webhook.
    func swallow() async throws {
        let before = arena.ledger.count(.unknown)
        try await arena.fault("PostgreSQL swallows everything") {
            arena.network.set(.init(isBlackhole: true), on: Arena.databaseWires)
            try await Doctor(arena).names("PostgreSQL")
            try await arena.until("customers get no answer") { arena.ledger.count(.unknown) > before }
            arena.network.set(nil, on: Arena.databaseWires)
        }
        try await arena.accepted(40)
        try await arena.fault("Kafka and the webhook swallow everything") {
            arena.network.set(.init(isBlackhole: true), on: kafka + [Arena.webhookWire])
            if arena.hasNode { try await Doctor(arena).names("Kafka") }
            try await arena.accepted(60)
            arena.network.set(nil, on: kafka + [Arena.webhookWire])
        }
        try await arena.accepted(20)
    }
}
