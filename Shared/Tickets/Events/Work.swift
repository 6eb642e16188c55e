/// 签收: the department takes the hand-off.
package struct Accepted: Hashable, Codable, Sendable {
    package var by: Actor

    package init(by: Actor) {
        self.by = by
    }
}

/// Word on how the work goes; what is public is an answer the customer sees.
package struct Progressed: Hashable, Codable, Sendable {
    package var by: Actor
    package var text: String
    package var isPublic: Bool

    package init(by: Actor, text: String, isPublic: Bool) {
        (self.by, self.text, self.isPublic) = (by, text, isPublic)
    }

    enum CodingKeys: String, CodingKey {
        case by, text
        case isPublic = "public"
    }
}

/// 询问: a question to the customer, who sees it; the first word from us counts as the first response.
package struct Asked: Hashable, Codable, Sendable {
    package var by: Actor
    package var text: String

    package init(by: Actor, text: String) {
        (self.by, self.text) = (by, text)
    }
}

/// An internal note; the customer never sees it.
package struct Noted: Hashable, Codable, Sendable {
    package var by: Actor
    package var text: String

    package init(by: Actor, text: String) {
        (self.by, self.text) = (by, text)
    }
}

/// 退单: the department hands it back, saying why and, if it knows, to whom it should go.
package struct Returned: Hashable, Codable, Sendable {
    package var by: Actor
    package var reason: ReturnReason
    package var text: String
    package var suggestion: DepartmentCode?

    package init(by: Actor, reason: ReturnReason, text: String, suggestion: DepartmentCode? = nil) {
        (self.by, self.reason, self.text, self.suggestion) = (by, reason, text, suggestion)
    }
}

/// Why a department hands a ticket back.
package enum ReturnReason: String, Codable, CaseIterable, Sendable {
    /// 非本部门: it is another department's work.
    case wrongDepartment = "wrong_department"
    /// 信息不足: something the work needs is missing.
    case missingInformation = "missing_information"
    /// 重复: it is the same as another ticket.
    case duplicate
    /// 无法处理: the department cannot do it now.
    case cannotDo = "cannot_do"
}

/// 反馈: the problem is solved, and this is what the customer is told.
package struct Resolved: Hashable, Codable, Sendable {
    package var by: Actor
    package var answer: String

    package init(by: Actor, answer: String) {
        (self.by, self.answer) = (by, answer)
    }
}

/// Who did something: a department, and in it a person or a bot by name.
package struct Actor: Hashable, Codable, Sendable {
    package var department: DepartmentCode
    package var name: String

    package init(department: DepartmentCode, name: String) {
        (self.department, self.name) = (department, name)
    }
}
