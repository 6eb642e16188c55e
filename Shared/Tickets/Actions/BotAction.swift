/// What a department's bot asks to be done, after every field was found to be right.
package struct BotAction: Hashable, Sendable {
    /// A ticket by the name machines use or by the one people use.
    package enum Subject: Hashable, Sendable {
        case id(TicketID)
        case number(TicketNumber)
    }

    /// CloudEvents: `source` and `id` together name the action, however often it is sent.
    package let source: String
    package let id: String
    package let subject: Subject
    package let input: CommandRules.Input
    /// The W3C `traceparent` under which it was sent.
    package let trace: String?

    package init(source: String, id: String, subject: Subject, input: CommandRules.Input, trace: String? = nil) {
        (self.source, self.id, self.subject) = (source, id, subject)
        (self.input, self.trace) = (input, trace)
    }

    /// Whether it comes from a sandbox: its tickets are in no journal, so there is nothing to do.
    package var isPractice: Bool { input.by.department.isSandbox }
}

/// The verbs of the actions contract.
package enum ActionVerb: String, CaseIterable, Sendable {
    case accept, progress, ask, note, resolve
    case `return`

    package init?(type: String) {
        guard let verb = Self.allCases.first(where: { $0.type == type }) else { return nil }
        self = verb
    }

    /// Its CloudEvents type.
    package var type: String { "shouwen.action.\(rawValue).v1" }

    /// The fields its `data` may have.
    var fields: Set<String> {
        switch self {
        case .accept: ["by"]
        case .progress: ["by", "text", "public"]
        case .ask, .note, .resolve: ["by", "text"]
        case .return: ["by", "text", "reason", "department"]
        }
    }
}

/// Why an action is none, field by field.
package struct MalformedAction: Error, Hashable, Sendable {
    package let reason: Reason

    package init(_ problems: [String]) {
        reason = Reason(problems.prefix(8).joined(separator: "; "))
    }
}
