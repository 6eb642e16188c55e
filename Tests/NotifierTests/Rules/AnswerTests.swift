import NotifierRules
import Testing
import Tickets

@Suite("An answer to a webhook") struct AnswerTests {
    private let now = Instant(seconds: 784_111_770)

    private func answer(_ status: Int, _ retryAfter: String? = nil) -> Answer {
        Answer(status: status, retryAfter: retryAfter, at: now)
    }

    @Test(arguments: [200, 201, 202, 204, 299])
    func `anything in the two hundreds is delivery`(status: Int) {
        #expect(answer(status) == .delivered)
    }

    @Test func `410 means never again`() {
        #expect(answer(410) == .gone)
    }

    @Test(arguments: [301, 302, 307, 308])
    func `a redirect is a failure that names the remedy`(status: Int) {
        #expect(
            answer(status, "5") == .failed("answered \(status), a redirect; set the new address instead", asked: nil)
        )
    }

    @Test(arguments: [400, 401, 404, 500, 502])
    func `everything else may pass`(status: Int) {
        #expect(answer(status, "5") == .failed("answered \(status)", asked: nil))
    }

    @Test(arguments: [429, 503])
    func `a busy receiver may say how long it is busy`(status: Int) {
        #expect(answer(status, "120") == .failed("answered \(status)", asked: .seconds(120)))
        #expect(answer(status) == .failed("answered \(status)", asked: nil))
    }

    @Test func `it may say so with a date`() {
        #expect(RetryAfter.wait("Sun, 06 Nov 1994 08:49:37 GMT", at: now) == .seconds(7))
        #expect(RetryAfter.wait("Sun, 06 Nov 1994 08:49:00 GMT", at: now) == .zero)
    }

    @Test(arguments: ["", "-1", "+5", "soon", "1.5", "Sun, 06 Foo 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT"])
    func `what is no wait is none`(value: String) {
        #expect(RetryAfter.wait(value, at: now) == nil)
    }
}
