import Testing
import Tickets

@testable import ClassifierRules

@Suite("Matching words")
struct MatchingTests {
    private func hits(_ terms: [String], _ text: String, deniedBy: Rule.Denial? = nil) -> [String] {
        let rules = RuleBook.grammar + [Rule("test", .category(.other), 1, deniedBy: deniedBy, terms)]
        return TextClassifier(book: RuleBook(rules: rules, precedences: [])).read(text).hits
            .filter { $0.rule.id == "test" }.map(\.words)
    }

    @Test func `finds English words whole and in all their forms`() {
        #expect(hits(["refund"], "They REFUNDED me") == ["REFUNDED"])
        #expect(hits(["charge"], "keeps charging") == ["charging"])
        #expect(hits(["break"], "it's broken") == ["broken"])
        #expect(hits(["ship"], "relationship shipyard").isEmpty)
        #expect(hits(["not arrive"], "it hasn't arrived") == ["hasn't arrived"])
        #expect(hits(["can not log in"], "I can’t log-in") == ["can’t log-in"])
    }

    @Test func `finds Chinese words anywhere, full width or spaced`() {
        #expect(hits(["退款"], "请给我退 款吧") == ["退 款"])
        #expect(hits(["app闪退"], "ＡＰＰ闪退") == ["ＡＰＰ闪退"])
        #expect(hits(["退款"], "退，款").isEmpty)
    }

    @Test func `allows some words between parts, but no new sentence`() {
        #expect(hits(["快递..没到"], "快递都五天了，还没到") == ["快递都五天了，还没到"])
        #expect(hits(["快递..没到"], "快递好。人没到").isEmpty)
        #expect(hits(["没到..快递"], "快递没到").isEmpty)
        #expect(hits(["快递..没到"], "快递" + String(repeating: "很", count: 20) + "没到").isEmpty)
    }

    @Test func `knows any number from one number`() {
        #expect(hits(["满#减#"], "满300减50") == ["满300减50"])
        #expect(hits(["618"], "618活动") == ["618"])
        #expect(hits(["618"], "619活动").isEmpty)
    }

    @Test func `takes back what is denied, but not what only looks denied`() {
        #expect(hits(["退款"], "我不要退款", deniedBy: .wish).isEmpty)
        #expect(hits(["refund"], "I do not want a refund", deniedBy: .wish).isEmpty)
        #expect(hits(["退款"], "不要换货，退款", deniedBy: .wish) == ["退款"])
        #expect(hits(["坏了"], "是不是坏了", deniedBy: .state) == ["坏了"])
        #expect(hits(["破损"], "没有破损。后来破损", deniedBy: .state) == ["破损"])
    }

    @Test func `refuses a malformed term`() {
        #expect(
            Term("{a|b") == nil && Term("a}") == nil && Term("a....b") == nil && Term("") == nil && Term("。") != nil
        )
    }

    @Test func `reads every term of the standard book`() {
        let rules = RuleBook.standard.rules
        for rule in rules {
            #expect(rule.terms.filter { Term($0) == nil }.isEmpty, "\(rule.id)")
        }
        #expect(Set(rules.map(\.id)).count == rules.count)
    }

    @Test func `knows every rule that a precedence names`() {
        let ids = Set(RuleBook.standard.rules.map(\.id))
        for name in Precedence.standard.flatMap({ $0.when + $0.unless }) {
            #expect(name.hasSuffix(".") ? ids.contains { $0.hasPrefix(name) } : ids.contains(name), "\(name)")
        }
    }
}

@Suite("A hostile text")
struct HostileTextTests {
    private static let megabyte = 1_000_000

    /// Texts of the given size that make careless matchers go back again and again.
    private func hostile(_ size: Int) -> [String] {
        ["退款", "a", "can not ", "没有", "1", "1 ", "订单号", "@a.", "快递快递还没", "refund not ", "\u{300}e", "🙂", "-"].map {
            piece in
            String(repeating: piece, count: size / piece.utf8.count)
        }
    }

    @Test func `takes steps in proportion to its length`() {
        let classifier = sharedClassifier
        for (short, long) in zip(hostile(20_000), hostile(80_000)) {
            let (few, many) = (classifier.read(short).effort, classifier.read(long).effort)
            #expect(many <= few * 4 + 64, "\(short.prefix(12))")
            #expect(many <= long.utf8.count * 4)
        }
    }

    @Test(.timeLimit(.minutes(3))) func `of a megabyte is answered`() {
        for piece in ["快递快递还没", "refund not ", "订单号1"] {
            let text = String(repeating: piece, count: Self.megabyte / piece.utf8.count)
            let found = sharedClassifier.classify(text)
            #expect(found.entities.count <= 50)
            #expect(found.reasons.count <= 40)
        }
    }
}

@Suite("A verdict")
struct VerdictTests {
    @Test func `needs one clear phrase or more, and a lead`() {
        #expect(Verdict([.refund: 3]).confidence > Verdict.standardGate)
        #expect(Verdict([.refund: 1]).confidence < Verdict.standardGate)
        #expect(Verdict([.refund: 3, .damage: 3]).confidence < Verdict.standardGate)
        #expect(Verdict([.refund: 5, .damage: 3]).confidence > Verdict.standardGate)
    }

    @Test func `without evidence is other, with no confidence`() {
        #expect(Verdict([:]) == Verdict([.refund: 0]))
        #expect(Verdict([:]).category == .other && Verdict([:]).confidence == 0)
    }

    @Test func `is the same for equal rivals every time`() {
        #expect(Set((0..<50).map { _ in Verdict([.usage: 2, .refund: 2, .account: 2]).category }).count == 1)
    }

    @Test func `adds what several scorers find`() {
        struct Model: Scorer {
            let name = "model"
            func evidence(in reading: Reading) -> Evidence { Evidence(scores: [.business: 6]) }
        }
        let both = TextClassifier(scorers: [(KeywordScorer(), 1), (Model(), 0.5)])
        #expect(both.classify("你好").category == .business)
        #expect(both.classify("快递还没到，催一下发货").category == .delivery)
    }
}
