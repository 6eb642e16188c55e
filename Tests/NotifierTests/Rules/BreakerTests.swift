import NotifierRules
import Testing
import Tickets

@Suite("A breaker") struct BreakerTests {
    private let now = Instant(seconds: 1_000_000)

    private func failing(_ times: Int) -> Breaker {
        var breaker = Breaker()
        for _ in 0..<times { breaker.failed(at: now) }
        return breaker
    }

    @Test func `four failures change nothing`() {
        #expect(failing(4).room(at: now) == 2)
    }

    @Test func `the fifth in a row opens it for half a minute`() {
        let breaker = failing(5)
        #expect(breaker.room(at: now) == 0)
        #expect(breaker.room(at: now + .seconds(29)) == 0)
        #expect(breaker.room(at: now + .seconds(30)) == 1, "one notice tries")
    }

    @Test func `a failing try keeps it open twice as long, up to ten minutes`() {
        var breaker = failing(5)
        breaker.failed(at: now + .seconds(30))
        #expect(breaker.openUntil == now + .seconds(90))
        for _ in 0..<20 { breaker.failed(at: now + .seconds(90)) }
        #expect(breaker.openUntil == now + .seconds(90 + 600))
    }

    @Test func `one success closes it`() {
        var breaker = failing(9)
        breaker.succeeded()
        #expect(breaker == Breaker())
        #expect(breaker.room(at: now) == 2)
    }

    @Test func `a receiver that asks for rest gets it at the first failure, for ten minutes at most`() {
        var breaker = Breaker()
        breaker.failed(at: now, asked: .seconds(60))
        #expect(breaker.openUntil == now + .seconds(60))
        breaker.failed(at: now, asked: .seconds(86_400))
        #expect(breaker.openUntil == now + .seconds(600))
    }
}
