import TestKit

extension Drill {
    /// 1: any process may die at any moment, and at the worst moments too.
    static let kill = Drill(number: 1, name: "kill -9 of any service, and at the worst moments") { arena in
        let recovery = Recovery(arena: arena)
        // The webhook that was sent twice is due again only when its lease has run out: that one first.
        let points = FailPoints(arena: arena)
        try await points.hit(FailPoints.sent)
        let measured = ["router", "relay", "notifier"].prefix(arena.times(3))
        for service in measured {
            try await recovery.kill("\(service)-2", service: service)
        }
        var restarts = measured.count
        try await arena.fault("kill -9 of one after another") {
            var chance = arena.chance(for: "kills")
            for member in (arena.system.members.shuffled(using: &chance)).prefix(arena.times(8)) {
                arena.diary.say("kill -9 \(member)")
                try await arena.system.crash(member)
                restarts += 1
                try await arena.accepted(10)
            }
        }
        for member in arena.system.members { try await arena.system.untilReady(member) }
        for point in [FailPoints.published, FailPoints.committed] {
            try await points.hit(point)
            try await arena.accepted(10)
        }
        restarts += 3
        var skipped = 0
        try await arena.until("what was handled is skipped when it comes again", within: .seconds(20)) {
            skipped = await arena.counter("ticket_consumer_duplicates_total")
            return skipped > 0
        }
        return [Sign(restarts, "restarts"), Sign(skipped, "events skipped when they came again")]
    }
}
