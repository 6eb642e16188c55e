/// A department's stable code, such as `after-sales`; administrators may add departments, so it is no closed set.
package struct DepartmentCode: RawRepresentable, Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// 客服一线: owns the customer, and triages what the classifier is unsure of.
    package static let frontline = DepartmentCode(rawValue: "frontline")

    /// 沙箱: where the authors of bots try them out.
    package static let sandbox = DepartmentCode(rawValue: "sandbox")

    /// `sandbox` and `sandbox-…` have topics and nothing else: they are in no company, and no customer's ticket gets there.
    package var isSandbox: Bool { self == .sandbox || rawValue.hasPrefix("sandbox-") }

    package var description: String { rawValue }

    package static func < (left: DepartmentCode, right: DepartmentCode) -> Bool {
        left.rawValue < right.rawValue
    }

    /// Whether `text` may be a code: it stands in topic names, so 1…40 of `a-z`, `0-9` and inner dashes.
    package static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return (1...40).contains(bytes.count) && bytes.first != 45 && bytes.last != 45
            && bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }
}

/// A person's stable code, such as `li.na`: the name they sign in with.
package struct PersonCode: RawRepresentable, Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package var description: String { rawValue }

    package static func < (left: PersonCode, right: PersonCode) -> Bool {
        left.rawValue < right.rawValue
    }
}
