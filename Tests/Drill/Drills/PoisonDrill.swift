import Foundation
import Kafka
import Postgres
import TestKit

extension Drill {
    /// 9: what nobody can handle comes between what everybody can.
    static let poison = Drill(number: 9, name: "poison in the topic") { arena in
        var (poison, count) = (Poison(chance: arena.chance(for: "poison")), 0)
        let rounds = arena.times(3)
        let dead = { arena.canary.letters.count { $0.topic == "ticket.events.dlq" } }
        try await arena.fault("poison among the events") {
            for _ in 1...rounds {
                let records = try await poison.round(in: arena)
                count += try await arena.inject(records)
                try await arena.accepted(30)
            }
        }
        var parked = 0
        try await arena.until("each consumer has set the poisoned tickets aside") {
            parked = try await arena.pool.count("SELECT count(*) FROM parked")
            return parked >= 2 * rounds * 4
        }
        try await arena.until("the dead letters are published") { dead() >= count }
        let others = try await arena.pool.count("SELECT count(DISTINCT ticket_id) FROM parked")
        if others != 2 * rounds {
            arena.diary.problem("\(others) tickets are set aside, not the \(2 * rounds) that were poisoned")
        }
        try await Doctor(arena).names("parked")
        try await arena.retryParked()
        return [Sign(count, "poisoned records"), Sign(parked, "tickets set aside"), Sign(dead(), "dead letters")]
    }
}

/// Makes records that no consumer can handle: some of no ticket, one of a ticket that is not there, one of a real one.
private struct Poison {
    var chance: Chance
    private var poisoned: Set<String> = []

    init(chance: Chance) {
        self.chance = chance
    }

    /// One of each kind.
    mutating func round(in arena: Arena) async throws -> [OutgoingRecord] {
        let stranger =
            "0190b5a0-0000-7000-8000-\(String(format: "%012x", UInt64.random(in: 0..<1 << 48, using: &chance)))"
        let (victim, seq) = try await victim(in: arena)
        let noise = (0..<900_000).map { _ in UInt8.random(in: 32...126, using: &chance) }
        return [
            record(nil, [0xFF, 0xFE, 0x7B, 0x80, 0xC0]),
            record("noise", noise),
            record("deep", Array((String(repeating: "[", count: 20_000) + String(repeating: "]", count: 20_000)).utf8)),
            record("placeless", Array(event("shouwen.ticket.unheard.v9", stranger, data: "{}").utf8)),
            record(nil, []),
            record(stranger, Array(event("shouwen.ticket.routed.v1", stranger, data: Self.routed(seq: 2)).utf8)),
            record(victim, Array(event("shouwen.ticket.routed.v1", victim, data: #"{"seq":\#(seq),"owner":7}"#).utf8)),
        ]
    }

    /// A ticket that everybody has handled to its end, and the seq that its next event will have.
    private mutating func victim(in arena: Arena) async throws -> (String, Int) {
        var resting: [(String, Int)] = []
        try await arena.until("a resolved ticket is at rest") {
            resting = try await Self.resting(arena.pool).filter { !poisoned.contains($0.0) }
            return !resting.isEmpty
        }
        guard let found = resting.randomElement(using: &chance) else { throw DrillFailure("no ticket is at rest") }
        poisoned.insert(found.0)
        return found
    }

    private static func resting(_ pool: Pool) async throws -> [(String, Int)] {
        try await pool.read { session in
            try session.query(
                """
                SELECT id::text AS id, version FROM ticket
                JOIN classifier.progress AS classifier ON classifier.ticket_id = id AND classifier.last_seq = version
                JOIN router.progress AS router ON router.ticket_id = id AND router.last_seq = version
                JOIN sla_monitor.progress AS sla ON sla.ticket_id = id AND sla.last_seq = version
                JOIN notifier.progress AS notifier ON notifier.ticket_id = id AND notifier.last_seq = version
                WHERE stage = 'answered' ORDER BY id LIMIT 50
                """
            ).map { (try $0["id", as: String.self], Int(try $0["version", as: Int32.self]) + 1) }
        }
    }

    private static func routed(seq: Int) -> String {
        #"{"seq":\#(seq),"hand_off":1,"department":"finance","owner":"queue:frontline","reason":"none"}"#
    }

    private func event(_ type: String, _ ticket: String, data: String) -> String {
        #"{"specversion":"1.0","id":"\#(ticket):1","source":"/shouwen/router","type":"\#(type)","#
            + #""subject":"\#(ticket)","time":"2026-01-01T00:00:00.000000Z","datacontenttype":"application/json","data":\#(data)}"#
    }

    private func record(_ key: String?, _ value: [UInt8]) -> OutgoingRecord {
        OutgoingRecord(
            topic: "ticket.events",
            key: key.map { Array($0.utf8) },
            value: value,
            headers: [Header(Canary.mark, "poison")]
        )
    }
}

extension Arena {
    /// Heals as an operator does: whatever the list shows is tried again.
    fileprivate func retryParked() async throws {
        let list = try await system.operate(["parked", "list"])
        for line in list.split(separator: "\n") {
            let columns = line.split(separator: " ")
            guard columns.count > 2 else { continue }
            try await system.operate(["parked", "retry", String(columns[0]), String(columns[1])])
        }
        diary.note("shouwen parked retry: \(list.split(separator: "\n").count) times")
    }
}
