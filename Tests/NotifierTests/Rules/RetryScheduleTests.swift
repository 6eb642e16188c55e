import NotifierRules
import Testing
import Tickets

@Suite("The retry schedule") struct RetryScheduleTests {
    private let schedule = RetrySchedule.standard

    @Test func `ten attempts are made over about three days`() {
        let waits = (1...9).compactMap { schedule.wait(after: $0, chance: 0.5) }
        #expect(waits == [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400].map { .seconds($0) })
        #expect(schedule.attempts == 10)
    }

    @Test func `after the last attempt there is none`() {
        #expect(schedule.wait(after: 10, chance: 0.5) == nil)
        #expect(schedule.wait(after: 11, chance: 0.5, asked: .seconds(1)) == nil)
    }

    @Test(arguments: [(0.0, 240.0), (0.25, 270), (1, 360), (7, 360)])
    func `chance spreads a wait over a fifth either way`(chance: Double, seconds: Double) throws {
        let wait = try #require(schedule.wait(after: 2, chance: chance))
        #expect(abs((wait - .seconds(seconds)).microseconds) <= 1)
    }

    @Test func `a receiver may lengthen the wait, to a day at most, and not shorten it`() {
        #expect(schedule.wait(after: 1, chance: 0.5, asked: .seconds(90)) == .seconds(90))
        #expect(schedule.wait(after: 2, chance: 0.5, asked: .seconds(1)) == .seconds(300))
        #expect(schedule.wait(after: 1, chance: 0.5, asked: .seconds(10_000_000)) == .seconds(86_400))
    }
}
