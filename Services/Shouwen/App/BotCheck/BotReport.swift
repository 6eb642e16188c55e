import FoundationEssentials

/// A verdict as people and programs read it.
struct BotReport {
    let verdict: BotVerdict

    /// A table, and the remedies below it.
    var text: String {
        let rows = verdict.results.map { rule, result in [Self.mark(result), rule.demand, Self.detail(result) ?? ""] }
        let remedies = verdict.results.compactMap { rule, result in
            Self.remedy(of: rule, result).map { "\(rule.rawValue): \($0)" }
        }
        let unseen = verdict.results.count { Self.isUnseen($0.result) }
        let end =
            if !verdict.isPassed {
                "The bot does not keep the contract yet:\n" + remedies.joined(separator: "\n")
            } else if unseen > 0 {
                "The bot keeps what could be seen; \(unseen) of \(verdict.results.count) rules could not be (–)."
            } else {
                "The bot keeps the contract, as far as it can be seen from outside."
            }
        return Terminal.table(rows) + "\n\n" + end
    }

    var json: String {
        get throws {
            let lines = verdict.results.map { rule, result in
                Line(
                    rule: rule.rawValue,
                    demand: rule.demand,
                    result: Self.word(result),
                    detail: Self.detail(result),
                    remedy: Self.remedy(of: rule, result)
                )
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(Document(passed: verdict.isPassed, rules: lines)), as: UTF8.self)
        }
    }

    private struct Document: Encodable {
        let passed: Bool
        let rules: [Line]
    }

    private struct Line: Encodable {
        let rule: String
        let demand: String
        let result: String
        let detail: String?
        let remedy: String?
    }

    private static func mark(_ result: BotVerdict.Result) -> String {
        switch result {
        case .kept: "✓"
        case .broken: "✗"
        case .unseen: "–"
        }
    }

    private static func word(_ result: BotVerdict.Result) -> String {
        switch result {
        case .kept: "kept"
        case .broken: "broken"
        case .unseen: "unseen"
        }
    }

    private static func detail(_ result: BotVerdict.Result) -> String? {
        switch result {
        case .kept: nil
        case .broken(let fault): fault.what
        case .unseen(let reason): reason
        }
    }

    private static func isUnseen(_ result: BotVerdict.Result) -> Bool {
        if case .unseen = result { true } else { false }
    }

    private static func remedy(of rule: BotRule, _ result: BotVerdict.Result) -> String? {
        if case .broken(let fault) = result { fault.remedy ?? rule.remedy } else { nil }
    }
}
