import Tickets

/// Says which of two fitting categories is the step the customer needs next, and so goes first.
struct Precedence: Sendable {
    let id: String
    /// Rules of which one must be hit; a name that ends with a dot stands for all ids it begins.
    let when: [String]
    /// Rules of which none may be hit.
    let unless: [String]
    let lowers: [Category]
    let factor: Double

    init(_ id: String, when: [String], unless: [String] = [], lowers: [Category], by factor: Double) {
        self.id = id
        self.when = when
        self.unless = unless
        self.lowers = lowers
        self.factor = factor
    }

    func holds(_ rules: Set<String>) -> Bool {
        when.contains { Self.meets($0, rules) } && !unless.contains { Self.meets($0, rules) }
    }

    private static func meets(_ pattern: String, _ rules: Set<String>) -> Bool {
        pattern.hasSuffix(".") ? rules.contains { $0.hasPrefix(pattern) } : rules.contains(pattern)
    }

    static let standard: [Precedence] = [
        // Somebody must look at the damage before anybody decides about money.
        Precedence(
            "damage-first",
            when: ["damage.broken", "damage.arrival", "damage.wrong", "damage.missing", "damage.quality"],
            unless: ["refund.progress"],
            lowers: [.refund, .delivery],
            by: 0.4
        ),
        // The goods are back already; what is left is the money.
        Precedence(
            "refund-under-way",
            when: ["refund.progress"],
            lowers: [.delivery, .damage, .payment, .service, .usage, .promotion, .account],
            by: 0.4
        ),
        // Harm is stopped before anything else is put right.
        Precedence(
            "security-first",
            when: ["security.theft", "security.fraud", "security.leak"],
            lowers: [.account, .payment, .service, .refund, .promotion, .delivery, .business, .usage],
            by: 0.3
        ),
        // How they were treated outweighs what it was about; being angry or unanswered does not.
        Precedence(
            "treatment-first",
            when: ["service.rude", "service.manager", "service.passed"],
            unless: ["refund.progress", "security."],
            lowers: [.delivery, .repair, .refund, .usage, .account, .fault, .payment],
            by: 0.5
        ),
        Precedence(
            "substance-over-silence",
            when: ["refund.", "damage.", "delivery.late", "repair.", "payment.charge", "fault.crash", "fault.system"],
            unless: ["service.rude", "service.manager", "service.passed", "service.promise"],
            lowers: [.service],
            by: 0.5
        ),
        Precedence(
            "idea-over-topic",
            when: ["suggestion.idea"],
            unless: ["refund.progress", "damage.", "security.", "delivery.late"],
            lowers: [.usage, .fault, .account, .payment, .delivery, .promotion, .repair, .service],
            by: 0.4
        ),
        Precedence(
            "deal-over-topic",
            when: ["business.deal"],
            lowers: [.usage, .payment, .promotion, .repair, .delivery, .suggestion, .refund],
            by: 0.4
        ),
        Precedence(
            "coupon-over-payment",
            when: ["promotion.fails"],
            lowers: [.payment, .usage, .account, .damage, .refund, .fault],
            by: 0.5
        ),
        // A coupon at the edge of another problem.
        Precedence(
            "money-over-topic",
            when: ["payment.charge", "payment.invoice"],
            lowers: [.usage, .delivery, .refund, .account],
            by: 0.5
        ),
        Precedence(
            "login-over-fault",
            when: ["account.login"],
            unless: ["fault.crash", "impact.many"],
            lowers: [.fault, .damage, .usage, .delivery],
            by: 0.4
        ),
        Precedence(
            "account-over-hint",
            when: ["account.manage"],
            lowers: [.usage, .fault, .payment, .delivery],
            by: 0.5
        ),
        // Used for a while, or asking for a workshop: not a matter of what was delivered.
        Precedence(
            "repair-over-damage",
            when: ["repair.fix", "repair.install", "repair.warranty"],
            unless: ["damage.arrival", "damage.wrong"],
            lowers: [.damage, .fault, .delivery, .usage],
            by: 0.5
        ),
        Precedence(
            "fault-over-purchase",
            when: ["fault.crash", "fault.system"],
            lowers: [.payment, .usage, .promotion, .delivery],
            by: 0.5
        ),
        Precedence("crash-over-login", when: ["fault.crash"], lowers: [.account], by: 0.5),
        Precedence(
            "address-before-return",
            when: ["delivery.address"],
            unless: ["account.manage"],
            lowers: [.refund, .account, .usage],
            by: 0.5
        ),
        Precedence("parcel-before-money", when: ["delivery.late"], lowers: [.refund, .usage], by: 0.6),
        // Politeness is in every text; it is the subject only when nothing else is.
        Precedence(
            "politeness-last",
            when: [
                "refund.", "damage.", "repair.", "delivery.", "fault.", "account.", "payment.", "promotion.", "usage.",
                "suggestion.", "business.", "security.", "service.",
            ],
            unless: ["other.spam"],
            lowers: [.other],
            by: 0
        ),
    ]
}
