/// 分诊: what the problem is, how sure we are, and why.
package struct Classified: Hashable, Codable, Sendable {
    package var category: Category
    package var department: DepartmentCode
    package var tier: NeedTier
    package var priority: Priority
    package var sentiment: Sentiment
    package var language: Language
    /// 0…1: how sure the classifier is of the category.
    package var confidence: Double
    /// Below the gate: a person in `frontline` decides, instead of a wrong department.
    package var needsTriage: Bool
    package var entities: [FoundEntity]
    package var reasons: [ClassificationReason]

    package init(
        category: Category,
        department: DepartmentCode,
        tier: NeedTier,
        priority: Priority,
        sentiment: Sentiment,
        language: Language,
        confidence: Double,
        needsTriage: Bool,
        entities: [FoundEntity] = [],
        reasons: [ClassificationReason] = []
    ) {
        (self.category, self.department, self.tier, self.priority) = (category, department, tier, priority)
        (self.sentiment, self.language, self.confidence) = (sentiment, language, confidence)
        (self.needsTriage, self.entities, self.reasons) = (needsTriage, entities, reasons)
    }

    enum CodingKeys: String, CodingKey {
        case category, department, tier, priority, sentiment, language, confidence, entities, reasons
        case needsTriage = "needs_triage"
    }
}

/// Something the text names: an order number, a phone, an amount, a date.
package struct FoundEntity: Hashable, Codable, Sendable {
    /// `order_number`, `phone`, `email`, `amount`, `date`.
    package var kind: String
    package var value: String

    package init(kind: String, value: String) {
        (self.kind, self.value) = (kind, value)
    }
}

/// One piece of evidence: the rule, the words that met it, and what it weighed.
package struct ClassificationReason: Hashable, Codable, Sendable {
    package var rule: String
    package var words: [String]
    package var weight: Double

    package init(rule: String, words: [String], weight: Double) {
        (self.rule, self.words, self.weight) = (rule, words, weight)
    }
}
