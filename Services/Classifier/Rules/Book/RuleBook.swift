/// What the classifier knows without any training: weighted words per category, and which category goes first.
///
/// Chinese words are written simplified; texts are folded before they are matched. English words match in all forms.
package struct RuleBook: Sendable {
    package let rules: [Rule]
    let precedences: [Precedence]

    /// The book a new installation starts with.
    package static let standard = RuleBook(
        rules: [
            refund, damage, repair, delivery, fault, account, payment, promotion,
            usage, suggestion, business, security, service, other, tone, grading, grammar,
        ].flatMap(\.self),
        precedences: Precedence.standard
    )
}
