import ClassifierRules
import Testing
import Tickets

@Suite("The keyword rules, measured on many messages")
struct MeasureTests {
    private static let all = [chineseSamples, englishSamples, traditionalSamples, indirectSamples, laterSamples]

    @Test(arguments: all.indices)
    func `answer at least 70 of 100, and at least 85 of 100 of these rightly`(set: Int) throws {
        let samples = Sample.read(Self.all[set])
        try #require(samples.count >= 20)
        let answers = try samples.map { (sample: $0, found: try understand($0.text)) }
        // Greetings and spam belong on the front line, where unanswered texts go as well.
        let answered = answers.filter { !$0.found.isTriage || $0.sample.category == .other }
        let wrong = answered.filter { $0.found.category != $0.sample.category }
        #expect(answered.count * 100 >= samples.count * 70, "\(answers.filter(\.found.isTriage).map(\.sample))")
        #expect(wrong.count * 100 <= answered.count * 15, "\(wrong.map { "\($0.sample) → \($0.found.category)" })")
    }

    @Test(arguments: Tickets.Category.allCases)
    func `answer most messages of every category`(category: Tickets.Category) throws {
        let samples = Self.all.flatMap(Sample.read).filter { $0.category == category }
        try #require(samples.count >= 15)
        let right = try samples.count { try understand($0.text).category == category }
        #expect(right * 100 >= samples.count * 80, "\(right) of \(samples.count)")
    }
}
