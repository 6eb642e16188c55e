import TestKit

/// What came of one drill.
struct Outcome: Sendable {
    let drill: Drill
    let seed: Seed
    let folder: String
    let diary: Diary
    var signs: [Drill.Sign] = []
    var checks: [Check] = []
    var attempts: [Ledger.Attempt] = []
    /// Seconds from the end of the load until nothing was on its way any more.
    var restAfter: Double?
    /// Why the drill could not be carried out.
    var failure: String?

    init(_ drill: Drill, _ arena: Arena) {
        self.init(drill, seed: arena.seed, folder: arena.system.folder.path, arena.diary)
    }

    init(_ drill: Drill, seed: Seed, folder: String, _ diary: Diary, failure: String? = nil) {
        (self.drill, self.seed, self.folder, self.diary) = (drill, seed, folder, diary)
        self.failure = failure
    }

    func count(_ outcome: Ledger.Outcome) -> Int {
        attempts.count { $0.ended != nil && $0.outcome == outcome }
    }

    /// Everything that makes the drill a failed one.
    var faults: [String] {
        broken
            + diary.recoveries.filter { $0.seconds > Recovery.mark }.map {
                "the work of \($0.work) lay idle for \($0.seconds.shown) s, more than \(Int(Recovery.mark)) s"
            }
    }

    /// The same, however long anything took: what holds on the slowest of machines.
    var broken: [String] {
        var faults = failure.map { [$0] } ?? []
        faults += diary.problems
        faults += signs.filter { $0.count < 1 }.map { "no \($0.name): what the drill is about did not happen" }
        if failure == nil, signs.isEmpty { faults.append("the drill shows no sign of what it is about") }
        faults += checks.filter { !$0.holds }.map { "\($0.name): \($0.offenders.prefix(5).joined(separator: "; "))" }
        faults += diary.diagnoses.filter { $0.words == nil }.map { "shouwen doctor does not name \($0.fault)" }
        return faults
    }

    var isGood: Bool { faults.isEmpty }
}
