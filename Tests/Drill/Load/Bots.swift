import Foundation
import Kafka
import Synchronization
import TestKit

/// A department's bot: it accepts and resolves some of the tickets that come to it, and now and then says so twice.
final class Bots: Sendable {
    private let canary: Canary
    private let producer: KafkaProducer
    private let share: Double
    private let said = Mutex<[String]>([])
    private let working = Mutex<Task<Void, Never>?>(nil)
    private let isOver = Mutex(false)

    init(_ canary: Canary, share: Double = 0.3) throws {
        (self.canary, self.share) = (canary, share)
        var configuration = canary.configuration
        configuration.overrides = [:]
        producer = try KafkaProducer(configuration)
    }

    /// The ids of all actions that Kafka has for certain.
    var actions: [String] { said.withLock { $0 } }

    func start(_ seed: Seed) {
        let task = Task { await self.work(seed.chance(for: "bots")) }
        working.withLock { $0 = task }
    }

    /// Begins nothing new, and returns when what was said has arrived.
    func stop() async {
        isOver.withLock { $0 = true }
        await working.withLock { $0 }?.value
        await producer.close()
    }

    private func work(_ start: Chance) async {
        var (chance, done) = (start, 0)
        var pace = Pace(perSecond: 10)
        while !isOver.withLock({ $0 }), (try? await pace.stroke()) != nil {
            let letters = canary.letters
            let fresh = letters[min(done, letters.count)...]
            done = letters.count
            var records: [OutgoingRecord] = []
            for letter in fresh where letter.topic.hasSuffix(".tickets") && chance.hits(share) {
                let text = String(decoding: letter.value ?? [], as: UTF8.self)
                guard text.contains(#""change":"routed""#), let key = letter.key else { continue }
                records += actions(on: key, topic: letter.topic, twice: chance.hits(0.2))
            }
            guard !records.isEmpty, let deliveries = try? await producer.publish(records) else { continue }
            let ids = zip(records, deliveries).filter { $1.isAcknowledged }.compactMap { record, _ in
                record.headers.first
            }
            said.withLock { $0 += ids.map { String(decoding: $0.value ?? [], as: UTF8.self) } }
        }
    }

    private func actions(on key: [UInt8], topic: String, twice: Bool) -> [OutgoingRecord] {
        let ticket = String(decoding: key, as: UTF8.self)
        let records = ["accept", "resolve"].map { verb in
            let id = "\(verb)-\(ticket)"
            let text = verb == "resolve" ? #","text":"已处理""# : ""
            return OutgoingRecord(
                topic: topic.replacing(".tickets", with: ".actions"),
                key: key,
                value: Array(
                    (#"{"specversion":"1.0","id":"\#(id)","source":"/drill/bot","subject":"\#(ticket)","#
                        + #""type":"shouwen.action.\#(verb).v1","data":{"by":"bot"\#(text)}}"#).utf8
                ),
                headers: [Header("drill-action", id)]
            )
        }
        return twice ? records + records : records
    }
}
