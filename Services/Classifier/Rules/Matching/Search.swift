/// What is known while one text is being read: half-found terms, denials, the last pause.
struct Search {
    private struct Place: Hashable {
        let term: Int
        let part: Int
    }

    /// A term whose first parts have been found.
    private struct Progress {
        let start: Int
        let end: Int
        let isDenied: Bool
    }

    /// The rules found, with the tokens they were found in, in the order they were found.
    private(set) var found: [(rule: Int, tokens: Range<Int>)] = []

    private var isFound: [Bool]
    /// By term and part; few of the book's terms are ever begun in one text.
    private var progress: [Place: Progress] = [:]
    private let parts: [Int]
    private var denials: [Rule.Denial: [Range<Int>]] = [:]
    /// The latest phrase that looks like a denial and is none.
    private var nothing = 0..<0
    /// For each token, how many sentences ended before it, and how many pauses.
    private let sentences: [Int32]
    private let clauses: [Int32]

    init(tokens: [Token], rules: Int, terms: [Int]) {
        isFound = Array(repeating: false, count: rules)
        parts = terms
        var sentence: Int32 = 0
        var clause: Int32 = 0
        var sentences: [Int32] = []
        var clauses: [Int32] = []
        for token in tokens {
            sentences.append(sentence)
            clauses.append(clause)
            if token.symbol == .stop { sentence += 1 }
            if token.symbol == .stop || token.symbol == .pause { clause += 1 }
        }
        self.sentences = sentences
        self.clauses = clauses
    }

    /// Takes in one part of a term; returns the whole term's tokens when it was the last part and nothing denies it.
    mutating func complete(term: Int, part: Int, _ tokens: Range<Int>, _ rule: Rule) -> Range<Int>? {
        let step: Progress
        if part == 0 {
            let isDenied = rule.deniedBy.map { denies($0, before: tokens.lowerBound) } ?? false
            step = Progress(start: tokens.lowerBound, end: tokens.upperBound, isDenied: isDenied)
        } else {
            guard let before = progress[Place(term: term, part: part - 1)], before.end <= tokens.lowerBound,
                tokens.lowerBound - before.end <= RuleMatcher.widestGap,
                sentences[before.end - 1] == sentences[tokens.lowerBound]
            else { return nil }
            step = Progress(start: before.start, end: tokens.upperBound, isDenied: before.isDenied)
        }
        let isLast = part == parts[term] - 1
        if !isLast { progress[Place(term: term, part: part)] = step }
        return isLast && !step.isDenied ? step.start..<step.end : nil
    }

    /// Keeps a rule that holds; denials are only remembered, for what follows them.
    mutating func note(_ rule: Int, _ sign: Rule, _ tokens: Range<Int>) {
        switch sign.sign {
        case .denial(let kind):
            // The longest phrase of one end comes first: "是不是" is known before the "不是" in it.
            guard !(nothing.lowerBound <= tokens.lowerBound && tokens.upperBound <= nothing.upperBound) else { return }
            denials[kind] = (denials[kind] ?? []).suffix(2) + [tokens]
        case .nothing:
            nothing = tokens
        case .category, .sentiment, .impact, .urgency, .question, .repeated, .pending:
            // "能不能用" asks; the "不能用" that begins inside it says nothing.
            guard !isFound[rule], !isInsideNothing(tokens.lowerBound) else { return }
            isFound[rule] = true
            found.append((rule, tokens))
        }
    }

    private func isInsideNothing(_ start: Int) -> Bool {
        nothing.contains(start) && start > nothing.lowerBound
    }

    /// Whether a denial begins before this token and ends shortly before it or with it: "不要" denies "要退" in "不要退".
    private func denies(_ kind: Rule.Denial, before start: Int) -> Bool {
        (denials[kind] ?? []).contains { denial in
            denial.lowerBound < start && start - denial.upperBound <= RuleMatcher.widestDenial
                && clauses[denial.lowerBound] == clauses[start]
        }
    }
}
