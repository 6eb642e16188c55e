/// Whether a text can be dialled: a plausible shape, not a directory; numbers differ too much between countries for more.
enum PhoneNumber {
    /// An optional +, then 3…15 digits (E.164's most) with blanks, dashes, dots and brackets among them, then an optional
    /// extension: `转801`, `x801`, `ext 801`, `,801`.
    static func complaint(_ text: String) -> String? {
        let number = withoutExtension(text)
        let digits = number.utf8.filter { (48...57).contains($0) }.count
        let rest = number.hasPrefix("+") ? number.dropFirst() : number[...]
        guard rest.utf8.allSatisfy({ (48...57).contains($0) || separators.contains($0) }) else {
            return "is no phone number: use digits, blanks, - . ( ) and a leading +, such as +86 138 1234 5678"
        }
        guard (3...15).contains(digits) else {
            return "has \(digits) digits; a phone number has 3 to 15, such as +86 138 1234 5678"
        }
        return nil
    }

    private static let separators = Set(" -.()".utf8)

    private static func withoutExtension(_ text: String) -> String {
        guard !text.utf8.dropFirst().allSatisfy({ (48...57).contains($0) || separators.contains($0) }) else {
            return text
        }
        for mark in ["转", "ext.", "ext", "x", ","] {
            guard let found = text.firstRange(of: mark) else { continue }
            let digits = String(text[found.upperBound...]).trimmed
            guard (1...6).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
                return text
            }
            return String(text[..<found.lowerBound]).trimmed
        }
        return text
    }
}
