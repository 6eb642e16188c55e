/// Cuts a text into tokens in one pass, so that Chinese without spaces and English with endings can be matched alike.
struct Tokenizer {
    /// Longer runs of letters are no words; their stems are not even computed.
    private static let longestWord = 32

    private(set) var tokens: [Token] = []
    private let scalars: String.UnicodeScalarView
    private var index: String.UnicodeScalarView.Index
    private var offset = 0

    static func tokens(of text: String) -> [Token] {
        var tokenizer = Tokenizer(text)
        tokenizer.run()
        return tokenizer.tokens
    }

    private init(_ text: String) {
        scalars = text.unicodeScalars
        index = scalars.startIndex
        tokens.reserveCapacity(text.utf8.count / 4)
    }

    private mutating func run() {
        while let scalar = peek() {
            switch CharacterKind(scalar) {
            case .han: single(.han(scalar))
            case .letter: word()
            case .digit: number()
            case .pause: single(.pause)
            case .stop: single(.stop)
            case .point: point()
            case .foreign: single(.foreign)
            case .apostrophe, .silent: advance()
            }
        }
    }

    /// The next character with full-width forms made plain.
    private func peek() -> Unicode.Scalar? {
        index < scalars.endIndex ? scalars[index].narrow : nil
    }

    private mutating func advance() {
        offset += UTF8.width(scalars[index])
        scalars.formIndex(after: &index)
    }

    private mutating func single(_ symbol: Symbol) {
        let start = offset
        advance()
        tokens.append(Token(symbol: symbol, bytes: start..<offset))
    }

    private mutating func word() {
        let start = offset
        var letters = ""
        while let scalar = peek() {
            let kind = CharacterKind(scalar)
            guard kind == .letter || kind == .apostrophe else { break }
            if letters.utf8.count <= Self.longestWord {
                letters += kind == .letter ? scalar.properties.lowercaseMapping : "'"
            }
            advance()
        }
        for stem in WordStem.stems(of: letters) {
            tokens.append(Token(symbol: .word(stem), bytes: start..<offset))
        }
    }

    private mutating func number() {
        let start = offset
        var magnitude = 0
        while let scalar = peek(), let digit = scalar.digit {
            magnitude = min(magnitude * 10 + digit, 1_000_000_000)
            advance()
        }
        tokens.append(Token(symbol: .number, bytes: start..<offset, magnitude: magnitude))
    }

    /// A full stop ends a sentence unless a letter or digit follows: "3.5" and "example.com" go on.
    private mutating func point() {
        let start = offset
        advance()
        if let next = peek(), CharacterKind(next) == .letter || CharacterKind(next) == .digit { return }
        tokens.append(Token(symbol: .stop, bytes: start..<offset))
    }
}
