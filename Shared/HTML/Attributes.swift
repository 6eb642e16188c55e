// The attributes an element can have. There are no event handlers: behaviour is attached from script files.

extension Attribute {
    // MARK: Anywhere

    package static func id(_ value: String) -> Attribute { Attribute("id", value) }
    /// Class names; nil ones are left out, so that a class can depend on a condition.
    package static func `class`(_ names: String?...) -> Attribute {
        let names = names.compactMap(\.self)
        return Attribute("class", names.isEmpty ? nil : names.joined(separator: " "))
    }
    package static func lang(_ language: Language) -> Attribute { Attribute("lang", language.tag) }
    package static func title(_ value: String?) -> Attribute { Attribute("title", value) }
    package static func role(_ value: StaticString) -> Attribute { Attribute("role", String(describing: value)) }
    package static func tabindex(_ value: Int) -> Attribute { Attribute("tabindex", String(value)) }
    package static func hidden(_ isOn: Bool = true) -> Attribute { Attribute("hidden", flag: isOn) }
    /// `data-<name>`, for scripts to read.
    package static func data(_ name: StaticString, _ value: String?) -> Attribute {
        Attribute(name, prefix: "data-", value)
    }
    /// `aria-<name>`, for assistive technology.
    package static func aria(_ name: StaticString, _ value: String?) -> Attribute {
        Attribute(name, prefix: "aria-", value)
    }
    /// A style from our own source; a number that varies belongs in `custom`.
    package static func style(trusted value: StaticString) -> Attribute {
        Attribute("style", String(describing: value))
    }
    /// One CSS custom property with a number, as the length of a bar is.
    package static func style(custom name: StaticString, _ value: Double) -> Attribute {
        Attribute("style", "--\(name): \(value)")
    }

    // MARK: Links and resources

    package static func href(_ link: Link) -> Attribute { Attribute("href", link.text) }
    package static func src(_ link: Link) -> Attribute { Attribute("src", link.text) }
    package static func action(_ link: Link) -> Attribute { Attribute("action", link.text) }
    package static func rel(_ value: StaticString) -> Attribute { Attribute("rel", String(describing: value)) }
    package static func alt(_ value: String) -> Attribute { Attribute("alt", value) }
    package static func datetime(_ value: String) -> Attribute { Attribute("datetime", value) }

    // MARK: Forms

    package static func name(_ value: String) -> Attribute { Attribute("name", value) }
    package static func value(_ value: String?) -> Attribute { Attribute("value", value) }
    package static func type(_ value: StaticString) -> Attribute { Attribute("type", String(describing: value)) }
    package static func method(_ value: Method) -> Attribute { Attribute("method", value.rawValue) }
    package static func `for`(_ id: String) -> Attribute { Attribute("for", id) }
    package static func placeholder(_ value: String?) -> Attribute { Attribute("placeholder", value) }
    package static func autocomplete(_ value: StaticString) -> Attribute {
        Attribute("autocomplete", String(describing: value))
    }
    package static func maxlength(_ value: Int) -> Attribute { Attribute("maxlength", String(value)) }
    package static func required(_ isOn: Bool = true) -> Attribute { Attribute("required", flag: isOn) }
    package static func disabled(_ isOn: Bool = true) -> Attribute { Attribute("disabled", flag: isOn) }
    package static func checked(_ isOn: Bool = true) -> Attribute { Attribute("checked", flag: isOn) }
    package static func selected(_ isOn: Bool = true) -> Attribute { Attribute("selected", flag: isOn) }
    package static func open(_ isOn: Bool = true) -> Attribute { Attribute("open", flag: isOn) }

    // MARK: Tables, figures and the head

    package static func colspan(_ value: Int) -> Attribute { Attribute("colspan", String(value)) }
    package static func scope(_ value: StaticString) -> Attribute { Attribute("scope", String(describing: value)) }
    package static func width(_ value: Int) -> Attribute { Attribute("width", String(value)) }
    package static func height(_ value: Int) -> Attribute { Attribute("height", String(value)) }
    package static func max(_ value: Double) -> Attribute { Attribute("max", String(value)) }
    package static func charset(_ value: StaticString) -> Attribute { Attribute("charset", String(describing: value)) }
    package static func content(_ value: String) -> Attribute { Attribute("content", value) }
}

/// How a form is sent.
package enum Method: String, Sendable {
    case get, post
}
