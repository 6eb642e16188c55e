/// The smallest thing a rule can name: a Chinese character, an English word's stem, a number or a pause.
enum Symbol: Hashable, Sendable {
    case han(Unicode.Scalar)
    case word(String)
    /// Any number: most rules ask whether there is one, not which.
    case number
    /// Breaks a phrase, but not a sentence.
    case pause
    /// Ends a sentence.
    case stop
    /// Written in a script the rules do not know.
    case foreign
}

/// A symbol and the bytes of the text it was read from.
struct Token: Sendable {
    let symbol: Symbol
    let bytes: Range<Int>
    /// The value of a number that is written in digits.
    var magnitude: Int?

    /// A number as this very number, for the few that are names: 618, 12315.
    var literal: Symbol? { magnitude.map { .word(String($0)) } }
}
