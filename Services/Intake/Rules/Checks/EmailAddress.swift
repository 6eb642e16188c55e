/// Whether a text can be an e-mail address: what every mail server agrees on, and no more.
enum EmailAddress {
    static func complaint(_ text: String) -> String? {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return "is no e-mail address: it needs one @, such as li@example.com" }
        let (local, domain) = (parts[0], parts[1])
        guard !text.unicodeScalars.contains(where: { $0.properties.isWhitespace || forbidden.contains($0) }) else {
            return "is no bare e-mail address: write li@example.com, without name, blanks and brackets"
        }
        guard (1...64).contains(local.utf8.count), !local.hasPrefix("."), !local.hasSuffix("."), !local.contains("..")
        else { return "has no proper name before the @, such as li@example.com" }
        guard HostName.isValid(domain, dots: 1) else { return "has no proper domain after the @, such as example.com" }
        return nil
    }

    private static let forbidden: Set<Unicode.Scalar> = ["<", ">", "(", ")", ",", ";", ":", "\"", "\\", "[", "]"]
}

/// Whether a text can name a host: labels of letters, digits and inner dashes; letters of any script, for IDN.
enum HostName {
    /// Whether `text` is such a name with at least so many dots.
    static func isValid(_ text: some StringProtocol, dots: Int) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 253 && labels.count > dots
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.unicodeScalars.allSatisfy {
                        $0 == "-" || $0.properties.isAlphabetic || $0.properties.numericType == .decimal
                    }
            }
    }
}
