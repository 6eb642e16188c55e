import IntakeRules
import Testing

@Suite("A client's rate limit")
struct TokenBucketTests {
    @Test func `a full bucket gives a minute's requests at once and then none`() {
        var bucket = TokenBucket(quota: 3, at: .zero)
        let answers = (0..<4).map { _ in bucket.take(at: .zero) }
        #expect(answers.map(\.isAllowed) == [true, true, true, false])
        #expect(answers.map(\.remaining) == [2, 1, 0, 0])
        #expect(answers.map(\.secondsUntilFull) == [20, 40, 60, 60])
        #expect(answers[3].secondsUntilNext == 20)
        #expect(answers[0].policy == #""default";q=3;w=60"#)
        #expect(answers[0].state == #""default";r=2;t=20"#)
        #expect(answers[3].state == #""default";r=0;t=20"#)
    }

    @Test func `it fills evenly and never beyond its size`() {
        var bucket = TokenBucket(quota: 60, at: .zero)
        for _ in 0..<60 { _ = bucket.take(at: .zero) }
        #expect(!bucket.take(at: .milliseconds(999)).isAllowed)
        #expect(bucket.take(at: .seconds(1)).isAllowed)
        #expect(!bucket.take(at: .seconds(1)).isAllowed)
        #expect(bucket.take(at: .seconds(86_400)).remaining == 59)
    }

    @Test func `over ten minutes of pressure it lets through what it promises`() {
        var bucket = TokenBucket(quota: 7, at: .zero)
        let allowed = (0..<600_000).filter { bucket.take(at: .milliseconds($0)).isAllowed }.count
        #expect((76...77).contains(allowed))
    }

    @Test func `a clock that steps back takes nothing away`() {
        var bucket = TokenBucket(quota: 2, at: .seconds(10))
        #expect(bucket.take(at: .seconds(5)).remaining == 1)
        #expect(bucket.take(at: .seconds(10)).remaining == 0)
    }
}
