package import Tickets

/// What the classifier understood, and why.
package struct Classification: Sendable, Equatable {
    package let category: Category
    /// Where it goes: the category's department, or the front line when the gate holds it back.
    package let department: DepartmentCode
    package let tier: NeedTier
    package let priority: Priority
    package let sentiment: Sentiment
    package let language: Language
    package let entities: [Entity]
    /// 0…1: how sure the category is.
    package let confidence: Double
    /// Below the gate: a person decides, instead of a wrong department.
    package let isTriage: Bool
    /// How impact and urgency made the priority.
    package let grading: Grading
    /// The rules that held with their words and weights, the strongest first; then tone and priority.
    package let reasons: [ClassificationReason]

    /// The same as a fact for the journal.
    package var fact: Classified {
        Classified(
            category: category,
            department: department,
            tier: tier,
            priority: priority,
            sentiment: sentiment,
            language: language,
            confidence: confidence,
            needsTriage: isTriage,
            entities: entities.map { FoundEntity(kind: $0.kind.rawValue, value: $0.value) },
            reasons: reasons
        )
    }
}
