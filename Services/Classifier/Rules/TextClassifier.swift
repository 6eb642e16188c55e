package import Tickets

/// Understands a customer's text: category, department, need, priority, tone, language and what it names.
///
/// Offline and deterministic. Time and memory grow linearly with the text, whatever stands in it.
package struct TextClassifier: Sendable {
    /// A decision stores at most this many reasons; the rest would not be read.
    private static let mostReasons = 24

    /// The confidence below which a person decides.
    package let gate: Double
    private let matcher: RuleMatcher
    private let scorers: [(scorer: any Scorer, weight: Double)]
    private let departments: [Category: DepartmentCode]

    /// A classifier with the given book; `scorers` replace the keyword rules alone, `departments` the default ones.
    package init(
        book: RuleBook = .standard,
        scorers: [(scorer: any Scorer, weight: Double)]? = nil,
        gate: Double = Verdict.standardGate,
        departments: [Category: DepartmentCode] = [:]
    ) {
        self.gate = gate
        self.departments = departments
        self.scorers = scorers ?? [(KeywordScorer(book), 1)]
        matcher = RuleMatcher(book.rules)
    }

    /// Understands `text`; `folded` is the same text with traditional characters made simplified, if it has any.
    package func classify(
        _ text: String,
        folded: String? = nil,
        circumstances: Circumstances = Circumstances()
    ) -> Classification {
        let reading = read(text, folded: folded)
        let evidence = Evidence.combined(scorers.map { ($0.scorer.evidence(in: reading), $0.weight) })
        return judge(reading, evidence, circumstances)
    }

    /// The first step by itself, for other scorers and for tests.
    package func read(_ text: String, folded: String? = nil) -> Reading {
        Reading(original: text, folded: folded ?? text, matcher: matcher)
    }

    private func judge(_ reading: Reading, _ evidence: Evidence, _ circumstances: Circumstances) -> Classification {
        let verdict = Verdict(evidence.scores)
        let tier = Tier.judge(reading, verdict.category)
        let (sentiment, tone) = Mood.judge(reading, about: verdict.category, tier: tier)
        let grading = Grader(
            reading: reading,
            category: verdict.category,
            tier: tier,
            sentiment: sentiment,
            circumstances: circumstances
        ).grade()
        let isTriage = verdict.confidence < gate
        return Classification(
            category: verdict.category,
            department: isTriage ? .frontline : department(of: verdict.category),
            tier: tier,
            priority: grading.priority,
            sentiment: sentiment,
            language: LanguageDetector.language(of: reading.original, folded: reading.folded, tokens: reading.tokens),
            entities: EntityFinder.entities(in: reading.original),
            confidence: verdict.confidence,
            isTriage: isTriage,
            grading: grading,
            reasons: Self.reasons(evidence, tone, grading)
        )
    }

    private func department(of category: Category) -> DepartmentCode {
        departments[category] ?? DepartmentCode(rawValue: category.defaultDepartmentCode)
    }

    private static func reasons(
        _ evidence: Evidence,
        _ tone: [RuleHit],
        _ grading: Grading
    ) -> [ClassificationReason] {
        let tone = tone.map { ClassificationReason(rule: $0.rule.id, words: [$0.words], weight: $0.rule.weight) }
        let closing = tone + grading.reasons
        return evidence.reasons.sorted { $0.weight > $1.weight }.prefix(max(0, mostReasons - closing.count)) + closing
    }
}
