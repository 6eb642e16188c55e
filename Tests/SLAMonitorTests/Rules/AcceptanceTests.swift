import SLAMonitorRules
import Testing
import Tickets

@Suite("The acceptance clock") struct AcceptanceTests {
    private func minute(_ count: Double) -> Instant { History.minute(count) }

    /// A P2 ticket received at 0, so that acceptance is due within 30 minutes of a hand-off.
    private func graded() throws -> History {
        var history = try History()
        history.happen(.arrival, minute: 0)
        history.happen(.graded(.p2), minute: 0)
        return history
    }

    @Test func `a hand-off is promised acceptance by the ticket's priority, from the hand-off`() throws {
        var history = try graded()
        let promise = try #require(history.happen(.given(handOff: 1), minute: 5).first?.promised)
        #expect(promise.clock == .acceptance)
        #expect(promise.generation == 1)
        #expect(promise.startedAt == minute(5))
        #expect(promise.warnAt == minute(29))
        #expect(promise.dueAt == minute(35))
    }

    @Test func `accepting stops it`() throws {
        var history = try graded()
        history.happen(.given(handOff: 1), minute: 5)
        history.happen(.taken, minute: 10)
        #expect(history.clocks?.acceptance?.stoppedAt == minute(10))
        #expect(try history.ring(.acceptance, minute: 60).isEmpty)
    }

    @Test func `returning stops it, and the next hand-off begins it anew`() throws {
        var history = try graded()
        history.happen(.given(handOff: 1), minute: 5)
        history.happen(.givenBack, minute: 10)
        #expect(try history.ring(.acceptance, minute: 40).isEmpty)
        let promise = try #require(history.happen(.given(handOff: 2), minute: 41).first?.promised)
        #expect(promise.generation == 2)
        #expect(promise.dueAt == minute(71))
        #expect(
            try history.ring(.acceptance, minute: 72).marks == ["warned acceptance 2", "breached acceptance 2"]
        )
    }

    @Test func `a hand-off over a clock that still ran settles the old one`() throws {
        var history = try graded()
        history.happen(.given(handOff: 1), minute: 5)
        #expect(history.happen(.given(handOff: 2), minute: 50).marks == ["breached acceptance 1"])
        #expect(history.clocks?.acceptance?.generation == 2)
    }

    @Test func `accepting late is a breach, however late the monitor reads of it`() throws {
        var history = try graded()
        history.happen(.given(handOff: 1), minute: 5)
        history.record(.taken, minute: 36)
        #expect(try history.ring(.acceptance, minute: 40).isEmpty, "the event that is on its way knows when")
        #expect(history.catchUp(minute: 90).marks == ["breached acceptance 1"])
        #expect(history.clocks?.acceptance?.breachedAt == minute(36))
    }

    @Test func `a clock of an earlier hand-off does not ring for a later one`() throws {
        var history = try graded()
        history.happen(.given(handOff: 1), minute: 5)
        history.record(.givenBack, minute: 6)
        history.record(.given(handOff: 2), minute: 7)
        #expect(try history.ring(.acceptance, minute: 60).isEmpty)
        #expect(history.catchUp(minute: 60).marks.isEmpty)
        #expect(history.clocks?.acceptance?.dueAt == minute(37))
    }

    @Test func `resolving stops both clocks`() throws {
        var history = try graded()
        history.happen(.given(handOff: 1), minute: 5)
        history.happen(.solved, minute: 9)
        #expect(history.clocks?.all.map(\.stoppedAt) == [minute(9), minute(9)])
        #expect(try history.ring(.firstResponse, minute: 99).isEmpty)
        #expect(try history.ring(.acceptance, minute: 99).isEmpty)
    }

    @Test func `a priority given during a hand-off moves its deadline and repeats no warning`() throws {
        var history = try graded()
        history.happen(.given(handOff: 1), minute: 5)
        try history.ring(.acceptance, minute: 29)
        let promises = history.happen(.graded(.p3), minute: 29.5).compactMap(\.promised)
        #expect(promises.map(\.clock) == [.firstResponse, .acceptance])
        #expect(promises.last?.dueAt == minute(65))
        #expect(try history.ring(.acceptance, minute: 66).marks == ["breached acceptance 1"])
    }
}
