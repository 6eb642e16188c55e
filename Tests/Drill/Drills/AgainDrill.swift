import Glibc
import HTTP
import Kafka
import Processes
import TestKit

extension Drill {
    /// 8: everything comes again: old records, a whole topic, a relay's batch, one customer's request.
    static let again = Drill(
        number: 8,
        name: "everything is delivered again, and out of order",
        lostWithoutNode: "no group is set back: everything is published again instead"
    ) { arena in
        try await arena.accepted(20)
        let before = await arena.counter("ticket_consumer_duplicates_total")
        let published = try await arena.publishAgain(0.1)
        try await arena.accepted(10)
        let onTopic = try await arena.cutRelays()
        try await arena.accepted(10)
        let answered = try await arena.askFiftyTimes()
        try await arena.rewind("classifier")
        var skipped = 0
        try await arena.until("what comes again is skipped") {
            skipped = await arena.counter("ticket_consumer_duplicates_total") - before
            return skipped >= published
        }
        return [
            Sign(published, "old records published again"), Sign(onTopic, "batches published by two relays"),
            Sign(answered, "repetitions answered with the same ticket"), Sign(skipped, "events skipped"),
        ]
    }
}

extension Arena {
    /// Publishes a share of the old records again, in any order.
    fileprivate func publishAgain(_ share: Double) async throws -> Int {
        var chance = chance(for: "again")
        let old = canary.events.filter { !$0.isInjected && chance.hits(share) }.shuffled(using: &chance).map { seen in
            OutgoingRecord(
                topic: seen.record.topic,
                key: seen.record.key,
                value: seen.record.value,
                headers: seen.record.headers + [Header(Canary.mark, "again")]
            )
        }
        return try await fault("\(old.count) old records published again") { try await inject(old) }
    }

    /// Puts records into Kafka behind everybody's back; answers how many.
    func inject(_ records: [OutgoingRecord]) async throws -> Int {
        let producer = try KafkaProducer(
            KafkaConfiguration(bootstrapServers: system.broker.servers, clientID: "drill-injector")
        )
        let deliveries = try await producer.publish(records)
        await producer.close()
        guard let failed = deliveries.first(where: { !$0.isAcknowledged }) else { return records.count }
        throw DrillFailure("the drill's own record was not taken: \(failed)")
    }

    /// Cuts each relay off from its lanes after Kafka has its batch: another publishes the same again.
    fileprivate func cutRelays() async throws -> Int {
        var count = 0
        for _ in 1...times(3) {
            let cuts = Counter()
            let wires = members("relay")
            try await fault("a relay loses its lanes with its batch in Kafka") {
                network.judge { wire, statement in
                    guard wires.contains(wire), statement.contains("DELETE FROM outbox"), cuts.isFirst() else {
                        return .pass
                    }
                    return .cut(then: {})
                }
                try await until("a relay is cut off") { cuts.count > 0 }
                network.judge(nil)
            }
            count += 1
            try await accepted(10)
        }
        return count
    }

    /// Hands one message in fifty times at once; answers how many were told of the same ticket.
    fileprivate func askFiftyTimes() async throws -> Int {
        let key = "again-\(seed)"
        let answers = await withTaskGroup(of: String?.self) { group in
            for number in 1...50 {
                let door = members("intake")[number % 2]
                group.addTask { await self.ask("同一件事说了五十遍", key, at: door) }
            }
            return await group.reduce(into: [String]()) { if let ticket = $1 { $0.append(ticket) } }
        }
        guard Set(answers).count == 1 else {
            throw DrillFailure("fifty requests with one key were told of \(Set(answers).count) tickets")
        }
        return answers.count - 1
    }

    private func ask(_ text: String, _ key: String, at door: String) async -> String? {
        let number = ledger.begin(key, at: door)
        guard let answer = try? await system.post(text, key: key, at: door) else {
            ledger.end(number, .unknown, "no answer")
            return nil
        }
        let ticket = answer.headers["Location"].map { String($0.split(separator: "/").last ?? "") }
        ledger.end(number, answer.status == 201 ? .ok : .unknown, "\(answer.status)", ticket: ticket)
        return answer.status == 201 ? ticket : nil
    }

    /// Lets a group read the whole topic again, as an operator does: stop it, set it back, start it.
    fileprivate func rewind(_ group: String) async throws {
        guard hasNode else {
            let published = try await fault("everything is published again") {
                try await system.operate(["republish", "--since", "2020-01-01T00:00:00Z"])
            }
            return diary.note(published.split(separator: "\n").joined(separator: " "))
        }
        try await fault("\(group) reads everything again") {
            for member in members(group) { system.child(member)?.signal(SIGTERM) }
            for member in members(group) { await system.child(member)?.ended() }
            try await Doctor(self).names(group)
            try await KafkaAdmin(canary.configuration).rewind(group, topics: ["ticket.events"])
            for member in members(group) { try await system.start(member) }
            for member in members(group) { try await system.untilReady(member) }
        }
    }
}
