import Foundation
import HTTP
import Synchronization
import TestKit
import Tickets

/// Customers: so many clients that hand messages in, each with a key of its own, at an even pace.
final class Load: Sendable {
    struct Plan: Sendable {
        var rate = 60.0
        var clients = 16
        /// Whether a client asks again until it is told yes; one that does not only tries the next door when nobody
        /// answers at the first.
        var persists = true
    }

    private static let texts = [
        "收到的杯子碎了，要求退货", "快递三天没动了", "登录不了，收不到验证码", "我被重复扣款两次", "优惠券用不了",
        "The app crashes whenever I open it", "账户被盗了，有一笔不是我买的", "希望增加深色模式", "高压锅盖子是裂的，要求退款",
    ]

    private let system: RunningSystem
    private let ledger: Ledger
    private let plan: Plan
    private let name: String
    private let doors: [String]
    private let state = Mutex<(isOver: Bool, clients: [Task<Void, Never>])>((false, []))

    init(_ name: String, _ plan: Plan, on system: RunningSystem, _ ledger: Ledger) {
        (self.name, self.plan, self.system, self.ledger) = (name, plan, system, ledger)
        doors = system.plan.members(of: "intake")
    }

    func start(_ seed: Seed) {
        for number in 0..<plan.clients {
            let chance = seed.chance(for: "\(name) client \(number)")
            let client = Task { await self.run(number, chance) }
            state.withLock { $0.clients.append(client) }
        }
    }

    /// Begins nothing new; what was begun is still asked about.
    func stop() {
        state.withLock { $0.isOver = true }
    }

    /// Returns when every client has its answers.
    func finish() async {
        stop()
        for client in state.withLock(\.clients) { await client.value }
    }

    /// Gives up what has no answer yet.
    func abandon() async {
        stop()
        for client in state.withLock(\.clients) { client.cancel() }
        await finish()
    }

    private var isOver: Bool { state.withLock(\.isOver) }

    private func run(_ number: Int, _ start: Chance) async {
        var chance = start
        let share = Double(number) / Double(plan.clients)
        var pace = Pace(perSecond: plan.rate / Double(plan.clients), part: share)
        var count = 0
        while !isOver, (try? await pace.stroke()) != nil {
            count += 1
            let key = "\(name)-\(number)-\(count)"
            let text = "\(Self.texts.randomElement(using: &chance) ?? "") #\(key)"
            await handIn(text, key, Int.random(in: 0..<doors.count, using: &chance))
        }
    }

    private func handIn(_ text: String, _ key: String, _ first: Int) async {
        var door = first
        var refusals = 0
        var pace = Pace(perSecond: 5)
        while !Task.isCancelled {
            let (outcome, wasRefused) = await attempt(text, key, at: doors[door % doors.count])
            if outcome == .ok { return }
            door += 1
            refusals += wasRefused ? 1 : 0
            let triesNextDoor = wasRefused && refusals < doors.count
            guard plan.persists || triesNextDoor else { return }
            if !triesNextDoor, (try? await pace.stroke()) == nil { return }
        }
    }

    /// - Returns: what is known now, and whether nobody was at the door.
    private func attempt(_ text: String, _ key: String, at door: String) async -> (Ledger.Outcome, wasRefused: Bool) {
        let number = ledger.begin(key, at: door)
        do {
            let answer = try await system.post(text, key: key, at: door, patience: .seconds(8))
            let outcome: Ledger.Outcome =
                switch answer.status {
                case 201: .ok
                case 409, 500...: .unknown
                default: .fail
                }
            let receipt = try? JSONDecoder().decode(Receipt.self, from: Data(answer.body))
            ledger.end(number, outcome, "\(answer.status)", ticket: receipt?.id.description)
            return (outcome, false)
        } catch HTTPClientError.connect {
            ledger.end(number, .fail, "nobody at the door")
            return (.fail, true)
        } catch {
            ledger.end(number, .unknown, "\(error)")
            return (.unknown, false)
        }
    }
}
