import SLAMonitorRules
import Testing
import Tickets

/// Histories drawn from a seed, which the name of a failing case tells.
@Suite("Any history") struct ReplayTests {
    /// One step of a history: something happens, or nothing but time passes.
    private struct Step {
        let fact: TicketFact?
        let minute: Double
    }

    private static func steps(_ seed: UInt64) -> [Step] {
        var random = SplitMix(state: seed)
        var handOffs = 0
        var minute = 0.0
        let later = (0..<14).map { _ in
            minute += Double(random.next() % 400) / 10
            let fact: TicketFact?
            switch random.next() % 9 {
            case 0, 1: fact = .graded(Priority.allCases[Int(random.next() % 4)])
            case 2, 3:
                handOffs += 1
                fact = .given(handOff: handOffs)
            case 4: fact = .taken
            case 5: fact = .givenBack
            case 6: fact = .word(isPublic: random.next() % 3 == 0)
            case 7: fact = random.next() % 4 == 0 ? .solved : .word(isPublic: false)
            default: fact = nil
            }
            return Step(fact: fact, minute: minute)
        }
        return [Step(fact: .arrival, minute: 0)] + later + [Step(fact: nil, minute: minute + 500)]
    }

    /// The history with a monitor that notices everything in time: its clocks ring every half minute.
    private func prompt(_ steps: [Step]) throws -> History {
        var history = try History()
        var last = 0.0
        for step in steps {
            for tick in stride(from: last, to: step.minute, by: 0.5) { try ring(&history, minute: tick) }
            if let fact = step.fact { history.happen(fact, minute: step.minute) }
            last = step.minute
        }
        try ring(&history, minute: last)
        return history
    }

    private func ring(_ history: inout History, minute: Double) throws {
        for kind in ClockKind.allCases { try history.ring(kind, minute: minute) }
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `replaying any prefix changes nothing and says nothing`(seed: UInt64) throws {
        let steps = Self.steps(seed)
        for length in 1...steps.count {
            let history = try prompt(Array(steps.prefix(length)))
            let again = try prompt(Array(steps.prefix(length)))
            #expect(history.clocks == again.clocks)
            #expect(history.said == again.said)
            for event in history.events {
                #expect([nil, .ignore].contains(history.decision(again: event)))
            }
        }
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `every warning and every breach is said once, the warning first`(seed: UInt64) throws {
        let marks = try prompt(Self.steps(seed)).said.marks
        #expect(Set(marks).count == marks.count)
        for (index, mark) in marks.enumerated() where mark.hasPrefix("breached") {
            let warning = mark.replacing("breached", with: "warned")
            #expect(marks.firstIndex(of: warning).map { $0 < index } ?? true)
        }
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `a monitor that reads everything late finds the same breaches`(seed: UInt64) throws {
        let steps = Self.steps(seed)
        var late = try History()
        for step in steps {
            if let fact = step.fact { late.record(fact, minute: step.minute) }
        }
        let end = try #require(steps.last).minute
        try ring(&late, minute: end)
        late.catchUp(minute: end)
        try ring(&late, minute: end)
        let breaches = { (history: History) in Set(history.said.marks.filter { $0.hasPrefix("breached") }) }
        #expect(breaches(late) == breaches(try prompt(steps)))
    }
}

/// The generator of Steele, Lea and Flood (2014): a history can be drawn again from its seed.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
