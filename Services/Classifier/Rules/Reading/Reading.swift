/// A text prepared for judging: its words, what the rule book found in them, how it was written.
package struct Reading: Sendable {
    /// As the customer wrote it.
    package let original: String
    /// With traditional characters folded into simplified ones.
    package let folded: String
    let tokens: [Token]
    let hits: [RuleHit]
    /// The steps the search took, for watching that hostile texts stay linear.
    package let effort: Int

    init(original: String, folded: String, matcher: RuleMatcher) {
        self.original = original
        self.folded = folded
        tokens = Tokenizer.tokens(of: folded)
        (hits, effort) = matcher.hits(in: tokens, of: folded)
    }

    func hits(_ sign: Rule.Sign) -> [RuleHit] {
        hits.filter { $0.rule.sign == sign }
    }
}
