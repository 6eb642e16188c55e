/// The name of an element with content; calling it makes the element: `p(.class("note")) { "Hello" }`.
package struct Tag: Sendable {
    let name: StaticString

    init(_ name: StaticString) {
        self.name = name
    }

    package func callAsFunction(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
        Element.bytes(name, attributes, content: content())
    }

    package func callAsFunction(_ attributes: Attribute...) -> HTML {
        Element.bytes(name, attributes, content: .empty)
    }
}

/// The name of an element that never has content, and so no end tag: `br()`.
package struct VoidTag: Sendable {
    let name: StaticString

    init(_ name: StaticString) {
        self.name = name
    }

    package func callAsFunction(_ attributes: Attribute...) -> HTML {
        Element.bytes(name, attributes, content: nil)
    }
}

/// Writes one element; the only place where angle brackets are made.
enum Element {
    static func bytes(_ name: StaticString, _ attributes: [Attribute], content: HTML?) -> HTML {
        let name = String(describing: name).utf8
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32 + (content?.bytes.count ?? 0))
        bytes.append(UInt8(ascii: "<"))
        bytes += name
        for attribute in attributes { attribute.write(to: &bytes) }
        bytes.append(UInt8(ascii: ">"))
        if let content {
            bytes += content.bytes
            bytes += "</".utf8
            bytes += name
            bytes.append(UInt8(ascii: ">"))
        }
        return HTML(bytes: bytes)
    }
}
