import SLAMonitorRules
import Testing
import Tickets

@Suite("The first response clock") struct FirstResponseTests {
    private func minute(_ count: Double) -> Instant { History.minute(count) }

    @Test func `a received ticket is promised an answer within an hour, with a warning at four fifths`() throws {
        var history = try History()
        let promise = try #require(history.happen(.arrival, minute: 0).first?.promised)
        #expect(promise.clock == .firstResponse)
        #expect(promise.generation == 1)
        #expect(promise.startedAt == minute(0))
        #expect(promise.warnAt == minute(48))
        #expect(promise.dueAt == minute(60))
        #expect(history.ticket?.firstResponseDueAt == minute(60))
    }

    @Test(arguments: [(Priority.p1, 10.0), (.p2, 30)])
    func `a pressing priority moves the deadline, counted from receipt`(priority: Priority, due: Double) throws {
        var history = try History()
        history.happen(.arrival, minute: 0)
        let promise = try #require(history.happen(.graded(priority), minute: 3).first?.promised)
        #expect(promise.generation == 2)
        #expect(promise.startedAt == minute(0))
        #expect(promise.dueAt == minute(due))
    }

    @Test(arguments: [Priority.p3, .p4])
    func `a priority with the same target promises nothing new`(priority: Priority) throws {
        var history = try History()
        history.happen(.arrival, minute: 0)
        #expect(history.happen(.graded(priority), minute: 3).isEmpty)
        #expect(history.clocks?.priority == priority)
    }

    @Test func `the warning comes first and the breach after the deadline, each once`() throws {
        var history = try History()
        history.happen(.arrival, minute: 0)
        #expect(try history.ring(.firstResponse, minute: 47.99).isEmpty)
        #expect(try history.ring(.firstResponse, minute: 48).marks == ["warned first_response 1"])
        #expect(try history.ring(.firstResponse, minute: 59).isEmpty)
        #expect(try history.ring(.firstResponse, minute: 60).isEmpty, "at the deadline is in time")
        #expect(try history.ring(.firstResponse, minute: 60.01).marks == ["breached first_response 1"])
        #expect(try history.ring(.firstResponse, minute: 99).isEmpty)
        #expect(history.ticket?.breaches == 1)
    }

    @Test func `a monitor that starts late says both at once, in order`() throws {
        var history = try History()
        history.happen(.arrival, minute: 0)
        let marks = try history.ring(.firstResponse, minute: 500).marks
        #expect(marks == ["warned first_response 1", "breached first_response 1"])
        #expect(try history.ring(.firstResponse, minute: 501).isEmpty)
    }

    @Test func `an internal word is no answer, a public one is`() throws {
        var history = try History()
        history.happen(.arrival, minute: 0)
        history.happen(.word(isPublic: false), minute: 20)
        #expect(history.clocks?.firstResponse.stoppedAt == nil)
        history.happen(.word(isPublic: true), minute: 30)
        #expect(history.clocks?.firstResponse.stoppedAt == minute(30))
        #expect(try history.ring(.firstResponse, minute: 90).isEmpty)
        #expect(history.said.marks.isEmpty)
    }

    @Test func `a question to the customer is a first response`() throws {
        var history = try History()
        history.happen(.arrival, minute: 0)
        history.happen(.question, minute: 30)
        #expect(history.clocks?.firstResponse.stoppedAt == minute(30))
        #expect(try history.ring(.firstResponse, minute: 90).isEmpty)
    }

    @Test func `an answer exactly at the deadline is in time`() throws {
        var history = try History()
        history.happen(.arrival, minute: 0)
        #expect(history.happen(.solved, minute: 60).isEmpty)
        #expect(history.ticket?.breaches == 0)
    }

    @Test func `an answer after a deadline that nobody noticed is a breach without a warning`() throws {
        var history = try History()
        history.happen(.arrival, minute: 0)
        #expect(history.happen(.solved, minute: 61).marks == ["breached first_response 1"])
        #expect(try history.ring(.firstResponse, minute: 70).isEmpty)
    }

    @Test func `a clock does not ring when the ticket is answered and the monitor has not read of it`() throws {
        var history = try History()
        history.happen(.arrival, minute: 0)
        history.record(.word(isPublic: true), minute: 59)
        #expect(try history.ring(.firstResponse, minute: 70).isEmpty)
        #expect(history.catchUp(minute: 71).isEmpty)
        #expect(history.ticket?.breaches == 0)
    }

    @Test func `a clock does not ring for a priority that the monitor has not read of`() throws {
        var history = try History()
        history.happen(.arrival, minute: 0)
        history.record(.graded(.p1), minute: 50)
        #expect(try history.ring(.firstResponse, minute: 50).isEmpty)
        history.catchUp(minute: 50)
        #expect(
            try history.ring(.firstResponse, minute: 50).marks
                == ["warned first_response 2", "breached first_response 2"]
        )
    }

    @Test func `a breach stays when the priority changes later, and is not said again`() throws {
        var history = try History()
        history.happen(.arrival, minute: 0)
        try history.ring(.firstResponse, minute: 61)
        #expect(history.happen(.graded(.p1), minute: 62).isEmpty)
        #expect(history.clocks?.firstResponse.dueAt == minute(60))
        #expect(try history.ring(.firstResponse, minute: 90).isEmpty)
    }

    @Test func `a new priority after an unnoticed breach leaves the breach standing`() throws {
        var history = try History()
        history.happen(.arrival, minute: 0)
        #expect(history.happen(.graded(.p1), minute: 62).marks == ["breached first_response 1"])
    }

    @Test func `a warned clock with a new target is warned of anew`() throws {
        var history = try History()
        history.happen(.arrival, minute: 0)
        history.happen(.graded(.p2), minute: 1)
        try history.ring(.firstResponse, minute: 24)
        history.happen(.graded(.p3), minute: 25)
        #expect(try history.ring(.firstResponse, minute: 40).isEmpty)
        #expect(try history.ring(.firstResponse, minute: 48).marks == ["warned first_response 3"])
    }
}
