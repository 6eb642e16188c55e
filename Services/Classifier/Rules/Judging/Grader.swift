import Tickets

/// Judges the priority by the event-grading standard.
struct Grader {
    let reading: Reading
    let category: Category
    let tier: NeedTier
    let sentiment: Sentiment
    let circumstances: Circumstances

    func grade() -> Grading {
        let impact = impact()
        let urgency = urgency()
        let raise = raise()
        let priority = Grading.priority(impact.grade, urgency.grade)
        return Grading(
            impact: impact.grade,
            urgency: urgency.grade,
            raise: raise,
            priority: raise == nil ? priority : priority.raised,
            signs: impact.signs + urgency.signs
        )
    }

    private func impact() -> (grade: Impact, signs: [ClassificationReason]) {
        // "Everybody says it is great" is no outage, and a spammer's threat no threat.
        let wide = reading.hits(.impact(.wide)).filter { $0.rule.id != "impact.many" || tier == .complex }
        if !wide.isEmpty && category != .other { return (.wide, Self.reasons(wide)) }
        guard tier == .complex else { return (.minor, []) }
        switch category {
        case .security:
            return (.wide, [Self.sign("impact.category", category.rawValue)])
        case .refund, .damage, .repair, .delivery, .fault, .account, .payment, .promotion, .service:
            return (.single, [Self.sign("impact.category", category.rawValue)])
        case .usage, .suggestion, .business, .other:
            let paid = reading.hits(.impact(.single))
            return paid.isEmpty ? (.minor, []) : (.single, Self.reasons(paid))
        }
    }

    /// Somebody may be hurt: that outranks what kind of question it is.
    private var isDangerous: Bool {
        category != .other && reading.hits.contains { $0.rule.id == "impact.safety" }
    }

    private func urgency() -> (grade: Urgency, signs: [ClassificationReason]) {
        let dated = reading.hits(.urgency(.soon))
        let calm: (Urgency, [ClassificationReason]) = dated.isEmpty ? (.normal, []) : (.soon, Self.reasons(dated))
        // A question or an idea breaks no promise and loses nothing.
        guard tier == .complex || isDangerous else { return calm }
        let urgent = reading.hits(.urgency(.urgent)) + reading.hits.filter { $0.rule.id == "impact.safety" }
        if !urgent.isEmpty { return (.urgent, Self.reasons(urgent)) }
        if category == .security { return (.urgent, [Self.sign("urgency.category", category.rawValue)]) }
        let days = Waiting.longestDays(in: reading.tokens)
        if days >= Waiting.tooLong && !reading.hits(.pending).isEmpty {
            return (.urgent, [Self.sign("urgency.waiting", "\(Int(days)) d")])
        }
        return calm
    }

    /// At the third contact about one problem, or when a customer who needs care is unhappy.
    private func raise() -> String? {
        if circumstances.contacts >= 3 { return "contact \(circumstances.contacts)" }
        if let again = reading.hits(.repeated).first { return again.words }
        if circumstances.needsCare && sentiment.isNegative { return "customer tag, \(sentiment.rawValue)" }
        return nil
    }

    private static func reasons(_ hits: [RuleHit]) -> [ClassificationReason] {
        hits.map { sign($0.rule.id, $0.words) }
    }

    private static func sign(_ rule: String, _ words: String) -> ClassificationReason {
        ClassificationReason(rule: rule, words: [words], weight: 0)
    }
}
