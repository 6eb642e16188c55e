// Script and style: their content is not escaped by browsers' rules for text, so it never comes from a value.

/// A script file of ours.
package func script(src link: Link, _ attributes: Attribute...) -> HTML {
    Element.bytes("script", [.src(link), Attribute("defer", flag: true)] + attributes, content: .empty)
}

/// A style sheet of ours.
package func stylesheet(_ link: Link) -> HTML {
    Element.bytes("link", [.rel("stylesheet"), .href(link)], content: nil)
}

/// Styles written in our own source.
package func style(trusted text: StaticString) -> HTML {
    Element.bytes("style", [], content: HTML(trusted: text))
}

/// A program written in our own source; `nonce` is what the content security policy of the answer names.
package func script(trusted text: StaticString, nonce: String? = nil) -> HTML {
    Element.bytes("script", [Attribute("nonce", nonce)], content: HTML(trusted: text))
}

/// Data for scripts to read with `JSON.parse(document.getElementById(id).textContent)`.
package func json(id: String, _ json: some Sequence<UInt8>) -> HTML {
    let content = HTML(bytes: Escaping.scriptSafe(json: json))
    return Element.bytes("script", [.id(id), .type("application/json")], content: content)
}
