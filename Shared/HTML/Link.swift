/// A place a page may lead to or load from: on this site, or over http, https, mailto or tel; never a script.
package struct Link: Sendable, Equatable, ExpressibleByStringLiteral {
    package let text: String

    private static let schemes: Set<String> = ["http", "https", "mailto", "tel"]

    /// Nil for what a browser could run or could take for another site: `javascript:`, `data:`, `//elsewhere`.
    package init?(_ text: String) {
        guard Self.isSafe(text) else { return nil }
        self.text = text
    }

    /// A link in our own source; an unsafe one leads nowhere.
    package init(stringLiteral text: String) {
        self.text = Self.isSafe(text) ? text : "#"
    }

    private static func isSafe(_ text: String) -> Bool {
        // Browsers drop tabs, line ends and leading spaces before they read the scheme, so none may be there.
        guard !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") }) else { return false }
        guard !text.hasPrefix("//") else { return false }
        let head = text.prefix { !"/?#".contains($0) }
        guard let colon = head.utf8.firstIndex(of: UInt8(ascii: ":")) else { return true }
        return schemes.contains(head[..<colon].lowercased())
    }
}
