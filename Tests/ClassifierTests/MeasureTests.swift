import ClassifierRules
import Hanzi
import Testing
import Tickets

@Suite("The keyword rules, measured on messages they were not made from")
struct MeasureTests {
    @Test(arguments: [("Chinese", chineseSamples), ("English", englishSamples), ("traditional", traditionalSamples)])
    func `answer most messages, and most of these rightly`(language: String, lines: String) throws {
        let samples = Sample.read(lines)
        let classifier = TextClassifier()
        var answered = 0
        var missed: [String] = []
        for sample in samples {
            let found = classifier.classify(sample.text, folded: try Hanzi.simplified(sample.text))
            // Greetings and spam belong on the front line, where unanswered texts go as well.
            guard !found.isTriage || sample.category == .other else {
                print("GATE \(sample) -> \(found.category) \(found.confidence) \(found.reasons.prefix(5).map { "\($0.rule) \($0.words)" })")
                continue
            }
            answered += 1
            if found.category != sample.category {
                missed.append("\(sample) -> \(found.category.rawValue) \(found.confidence)")
                print("MISS \(sample) -> \(found.category) \(found.confidence) \(found.reasons.prefix(5).map { "\($0.rule) \($0.words)" })")
            }
        }
        let right = Double(answered - missed.count) / Double(answered)
        print("SUM \(language): \(samples.count) answered \(answered) right \(answered - missed.count)")
        #expect(Double(answered) / Double(samples.count) >= 0.7)
        #expect(right >= 0.85, "\(missed)")
    }
}
