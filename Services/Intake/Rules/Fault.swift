/// One thing that is wrong with a request: where, as a JSON pointer, and what to write instead.
package struct Fault: Error, Hashable, Sendable {
    /// RFC 6901: `/contact/phone`; empty for the whole body.
    package let pointer: String
    package let detail: String

    package init(_ pointer: String, _ detail: String) {
        (self.pointer, self.detail) = (pointer, detail)
    }
}

/// The steps from the body to one of its values, as RFC 6901 writes them.
enum Pointer {
    static func escape(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return name }
        return name.reduce(into: "") { text, character in
            switch character {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.append(character)
            }
        }
    }
}
