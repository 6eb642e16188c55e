import Foundation
import Postgres
import TestKit

/// Carries drills out, one after another on the same ground: load, fault, healing; then rest and judgement.
struct Performance {
    let arena: Arena
    var load = Load.Plan()
    /// How many tickets flow before anything is broken, and after everything is mended.
    var calm = 60

    func carryOut(_ drills: [Drill]) async -> [Outcome] {
        var outcomes: [Outcome] = []
        for drill in drills {
            var outcome = Outcome(drill, arena)
            let before = arena.ledger.attempts.count
            do {
                outcome.signs = try await carryOut(drill)
            } catch {
                outcome.failure = "\(error)"
            }
            outcome.attempts = Array(arena.ledger.attempts.dropFirst(before))
            outcomes.append(outcome)
        }
        await judge(&outcomes)
        return outcomes
    }

    private func carryOut(_ drill: Drill) async throws -> [Drill.Sign] {
        var plan = load
        plan.persists = drill.persists
        let load = Load("drill\(drill.number)", plan, on: arena.system, arena.ledger)
        let bots = try Bots(arena.canary)
        let clocks = Task { await self.hurryClocks() }
        arena.diary.say("\(Int(plan.rate)) tickets a second from \(plan.clients) clients")
        load.start(arena.seed)
        bots.start(arena.seed)
        do {
            try await arena.accepted(calm)
            let signs = try await drill.run(arena)
            try await arena.mend()
            try await arena.accepted(calm)
            arena.diary.say("the load stops")
            await load.finish()
            clocks.cancel()
            await bots.stop()
            return signs
        } catch {
            clocks.cancel()
            try? await arena.mend()
            await load.abandon()
            await bots.stop()
            throw error
        }
    }

    private func judge(_ outcomes: inout [Outcome]) async {
        let began = arena.ledger.now
        do {
            let verdict = Verdict(arena)
            try await verdict.rest()
            let rest = arena.ledger.now - began
            arena.diary.say("everything is at rest")
            let checks = try await verdict.checks()
            for index in outcomes.indices { (outcomes[index].restAfter, outcomes[index].checks) = (rest, checks) }
        } catch {
            for index in outcomes.indices { outcomes[index].failure = outcomes[index].failure ?? "\(error)" }
        }
    }

    /// Lets some clocks ring that would not within a drill: their time is brought forward, again and again.
    private func hurryClocks() async {
        var pace = Pace(perSecond: 0.4)
        while (try? await pace.stroke()) != nil {
            _ = try? await arena.pool.read { session in
                try session.execute(
                    """
                    UPDATE sla_monitor.clock SET warn_at = now() + interval '1 second',
                        next_at = now() + interval '1 second', due_at = now() + interval '2 seconds'
                    WHERE kind = 'acceptance' AND stopped_at IS NULL AND breached_at IS NULL AND warned_at IS NULL
                        AND get_byte(uuid_send(ticket_id), 14) % 4 = 0
                    """
                )
            }
        }
    }
}
