/// One attribute of an element; its name comes from our source, its value is escaped.
package struct Attribute: Sendable {
    /// What stands after the name.
    enum Value: Sendable {
        case absent
        case flag
        case text(String)
    }

    let name: StaticString
    let prefix: StaticString
    let value: Value

    init(_ name: StaticString, prefix: StaticString = "", _ value: String?) {
        self.name = name
        self.prefix = prefix
        self.value = value.map(Value.text) ?? .absent
    }

    init(_ name: StaticString, flag: Bool) {
        self.name = name
        prefix = ""
        value = flag ? .flag : .absent
    }

    func write(to bytes: inout [UInt8]) {
        if case .absent = value { return }
        bytes.append(UInt8(ascii: " "))
        bytes += String(describing: prefix).utf8
        bytes += String(describing: name).utf8
        guard case .text(let text) = value else { return }
        bytes += "=\"".utf8
        Escaping.append(text, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }
}
