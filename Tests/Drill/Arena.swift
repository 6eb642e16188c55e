import Foundation
import HTTP
import Kafka
import Postgres
import Processes
import TestKit
import Testing

/// Everything that a drill has at hand: the whole system in two replicas, the wires between its parts, and its watchers.
final class Arena: Sendable {
    let seed: Seed
    let system: RunningSystem
    let cluster: PrivateCluster
    let network: Network
    /// Straight to the database, past all wires.
    let pool: Pool
    let ledger: Ledger
    let canary: Canary
    let receiver: WebhookReceiver
    let webhookSecret: String
    let diary: Diary
    private let isShort: Bool

    init(_ ground: Ground, _ system: RunningSystem, _ receiver: WebhookReceiver, secret: String, pool: Pool) throws {
        (seed, cluster, network, diary) = (ground.seed, ground.cluster, ground.network, ground.diary)
        isShort = ground.isShort
        (self.system, self.receiver, webhookSecret, self.pool) = (system, receiver, secret, pool)
        ledger = try Ledger(file: system.folder.path(of: "ledger.tsv"))
        canary = try Canary(servers: system.broker.servers, file: system.folder.path(of: "topics.tsv"))
    }

    static let databaseWires = RunningSystem.services.flatMap { [$0, "\($0)-2"] } + ["shouwen"]
    static let kafkaWire = "kafka"
    static let webhookWire = "webhook"

    /// Whether Kafka is a node of our own behind a wire, and not the embedded broker.
    var hasNode: Bool {
        if case .real = system.broker { true } else { false }
    }

    /// How often to do something: once where the drill is short.
    func times(_ count: Int) -> Int { isShort ? 1 : count }

    func chance(for part: String) -> Chance { seed.chance(for: part) }

    /// Both processes of a service.
    func members(_ service: String) -> [String] { system.plan.members(of: service) }

    /// Waits for something that the system brings about.
    func until(_ what: String, within limit: Duration = .seconds(30), _ condition: () async throws -> Bool) async throws
    {
        try await eventually(what, within: limit, every: .milliseconds(50), condition)
    }

    /// Waits until the customers were told yes so many times more.
    func accepted(_ more: Int, within limit: Duration = .seconds(45)) async throws {
        let goal = ledger.count(.ok) + more
        try await until("\(more) more tickets are accepted", within: limit) { ledger.count(.ok) >= goal }
    }

    /// Does something for a while that is long enough to be seen.
    func hold(for time: Duration) async throws {
        var pace = Pace(perSecond: .seconds(1) / time, part: 1)
        try await pace.stroke()
    }

    /// Lets `body` happen while something is broken, and notes when that was.
    func fault<R>(_ name: String, _ body: () async throws -> R) async throws -> R {
        diary.say("fault: \(name)")
        let began = ledger.now
        defer { diary.fault(name, began, ledger.now) }
        return try await body()
    }

    /// Starts whatever does not run, and waits until all is ready.
    func mend() async throws {
        network.judge(nil)
        network.set(nil, on: Self.databaseWires + [Self.kafkaWire, Self.webhookWire])
        for member in system.members where system.child(member)?.isRunning != true {
            try await system.start(member)
        }
        for member in system.members { try await system.untilReady(member) }
    }

    /// Sum of a counter over all processes that answer.
    func counter(_ name: String, of members: [String]? = nil) async -> Int {
        var total = 0.0
        for member in members ?? system.members {
            let answer = try? await system.get("\(system.operationsAddress(of: member))/metrics")
            for line in String(decoding: answer?.body ?? [], as: UTF8.self).split(separator: "\n")
            where line.hasPrefix("\(name) ") || line.hasPrefix("\(name){") {
                total += Double(line.split(separator: " ").last ?? "") ?? 0
            }
        }
        return Int(total)
    }
}
