/// A piece of a page that is safe to send: whatever was not written in our own source has been escaped on its way in.
package struct HTML: Sendable, Equatable, CustomStringConvertible {
    package private(set) var bytes: [UInt8]

    package static let empty = HTML(bytes: [])

    /// Wraps bytes that are already markup; only this module may vouch for that.
    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Text for a reader, escaped.
    package init(_ text: some StringProtocol) {
        bytes = []
        Escaping.append(text, to: &bytes)
    }

    /// Markup written in our own source, as an icon is; a `StaticString` cannot hold what somebody typed.
    package init(trusted markup: StaticString) {
        bytes = Array(String(describing: markup).utf8)
    }

    package mutating func append(_ other: HTML) {
        bytes += other.bytes
    }

    package var description: String { String(decoding: bytes, as: UTF8.self) }
}

/// Joins the lines of a page's body, so that `if` and `for` can be written between its elements.
@resultBuilder
package enum HTMLBuilder {
    package static func buildExpression(_ piece: HTML) -> HTML { piece }
    package static func buildExpression(_ piece: HTML?) -> HTML { piece ?? .empty }
    package static func buildExpression(_ text: String) -> HTML { HTML(text) }
    package static func buildExpression(_ text: String?) -> HTML { text.map { HTML($0) } ?? .empty }
    package static func buildExpression(_ number: some BinaryInteger) -> HTML { HTML(String(number)) }
    package static func buildOptional(_ piece: HTML?) -> HTML { piece ?? .empty }
    package static func buildEither(first piece: HTML) -> HTML { piece }
    package static func buildEither(second piece: HTML) -> HTML { piece }
    package static func buildArray(_ pieces: [HTML]) -> HTML { joined(pieces) }
    package static func buildBlock(_ pieces: HTML...) -> HTML { joined(pieces) }

    private static func joined(_ pieces: [HTML]) -> HTML {
        pieces.reduce(into: .empty) { $0.append($1) }
    }
}
