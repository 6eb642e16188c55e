/// Whether a text can be an order number: shops write them in many ways, none of them with blanks or quotes.
enum OrderNumber {
    static func complaint(_ text: String) -> String? {
        let isFit = text.utf8.allSatisfy { $0.isLetterOrDigit || marks.contains($0) }
        guard isFit, text.utf8.contains(where: \.isLetterOrDigit) else {
            return "is no order number: use letters, digits and - _ . / # :, such as JD-2026112300042"
        }
        return nil
    }

    private static let marks = Set("-_./#:".utf8)
}

/// Whether a text can be a language tag (BCP 47), by its shape.
enum LanguageTag {
    static func complaint(_ text: String) -> String? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isFit = parts.allSatisfy { (1...8).contains($0.utf8.count) && $0.utf8.allSatisfy(\.isLetterOrDigit) }
        guard isFit, let first = parts.first, (2...8).contains(first.utf8.count), first.utf8.allSatisfy(\.isLetter)
        else { return "is no language tag: write zh-Hans, zh-Hant, en or another tag of BCP 47, with dashes" }
        return nil
    }
}

/// Whether a text can be a media type.
enum MediaType {
    static func complaint(_ text: String) -> String? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let isFit = parts.allSatisfy { part in
            part.utf8.first?.isLetterOrDigit == true
                && part.utf8.allSatisfy { $0.isLetterOrDigit || marks.contains($0) }
        }
        guard parts.count == 2, isFit else {
            return "is no media type: write type/subtype without parameters, such as image/jpeg"
        }
        return nil
    }

    private static let marks = Set("!#$&-^_.+".utf8)
}

/// Whether a text can be the name of a file wherever it is shown or saved.
enum FileName {
    static func complaint(_ text: String) -> String? {
        guard text != ".", text != "..", !text.contains("/"), !text.contains("\\") else {
            return "is no plain file name; leave folders out"
        }
        // Zero-width and direction marks: "gpj.exe" shown as "exe.jpg", ".htaccess" that is none to a first look.
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .format }) else {
            return "has invisible characters; leave them out"
        }
        return nil
    }
}

extension UInt8 {
    var isLetter: Bool { (65...90).contains(self) || (97...122).contains(self) }
    var isLetterOrDigit: Bool { isLetter || (48...57).contains(self) }
}
