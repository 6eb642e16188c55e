import Pipeline
import Testing

@Suite("A busy stage's rest") struct GatheringTests {
    private let gathering = Gathering(perRecord: .microseconds(150), longest: .milliseconds(20))

    @Test(arguments: [
        (count: 0, rest: Duration.zero), (count: 4, rest: .microseconds(600)), (count: 100, rest: .milliseconds(15)),
        (count: 199, rest: .milliseconds(20)),
    ])
    func `grows with what came, up to a bound`(count: Int, rest: Duration) {
        #expect(gathering.rest(after: count, of: 200) == rest)
    }

    @Test(arguments: [(count: 0, rest: Duration.zero), (count: 1, rest: .milliseconds(10)), (count: 500, rest: .zero)])
    func `is no shorter than a patient stage wants it, when there was anything`(count: Int, rest: Duration) {
        let patient = Gathering(perRecord: .microseconds(1), shortest: .milliseconds(10), longest: .milliseconds(10))
        #expect(patient.rest(after: count, of: 500) == rest)
    }

    @Test func `is none while more is waiting than a batch holds`() {
        #expect(gathering.rest(after: 200, of: 200) == .zero)
    }
}
