import Glibc
import HTTP
import Processes
import TestKit

extension Drill {
    /// 10: a new version is rolled out, process by process, and no customer sees it.
    static let roll = Drill(number: 10, name: "a rolling restart under load", persists: false) { arena in
        let before = arena.ledger.attempts.count
        var (restarts, flips) = (0, 0)
        for member in arena.rolled {
            flips += try await arena.fault("SIGTERM \(member)") { try await arena.roll(member) }
            restarts += 1
        }
        try await arena.accepted(20)
        let attempts = arena.ledger.attempts.dropFirst(before).filter { $0.ended != nil }
        let bad = attempts.filter { $0.outcome != .ok && $0.detail != "nobody at the door" }
        if let first = bad.first {
            arena.diary.problem("\(bad.count) customers were not answered with 201: \(first.key) \(first.detail)")
        }
        return [Sign(restarts, "restarts"), Sign(flips, "processes that said so before they closed")]
    }
}

extension Arena {
    /// All that are there twice; the doors alone where the drill is short.
    fileprivate var rolled: [String] {
        let members = system.members.filter { $0 != "desk" }
        let doors = self.members("intake")
        return times(members.count) == members.count ? members : doors
    }

    /// Restarts a process as a deployment does.
    ///
    /// - Returns: 1 when it said that it was not ready while it still worked.
    fileprivate func roll(_ member: String) async throws -> Int {
        system.child(member)?.signal(SIGTERM)
        var flips = 0
        try await until("\(member) says that it is stopping") {
            let status = await system.readiness(of: member)
            flips = status == 503 ? 1 : 0
            return status != 200
        }
        if flips == 0 { diary.problem("\(member) closed before it said that it was not ready") }
        if member.hasPrefix("intake") {
            let answer = try? await system.get("\(system.address(of: member))/v1/tickets")
            if answer == nil { diary.problem("\(member) closed its door while it only said that it was not ready") }
        }
        let ending = await system.child(member)?.ended()
        if ending != .exited(0) { diary.problem("\(member) ended with \(ending.map { "\($0)" } ?? "nothing")") }
        if member == "intake" { try await Doctor(self).names(member) }
        try await system.start(member)
        try await system.untilReady(member)
        return flips
    }
}
