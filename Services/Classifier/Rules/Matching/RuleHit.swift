/// A rule whose words stand in the text, with the words as they stand there.
struct RuleHit: Sendable {
    let rule: Rule
    let words: String
    /// Where in the tokens they begin and end.
    let tokens: Range<Int>
}
