/// One JSON object on one line, built byte by byte: a log line must never be broken by what it quotes.
struct JSONLine {
    /// Longer texts are cut: a log line is no place for a whole e-mail, and readers limit line length.
    static let longestText = 8192

    private(set) var bytes: [UInt8] = [UInt8(ascii: "{")]

    mutating func field(_ name: String, _ value: LogValue) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        text(name)
        bytes.append(UInt8(ascii: ":"))
        append(value)
    }

    mutating func close() {
        bytes.append(UInt8(ascii: "}"))
        bytes.append(UInt8(ascii: "\n"))
    }

    private mutating func append(_ value: LogValue) {
        switch value {
        case .string(let string): text(string)
        case .integer(let number): raw(String(number))
        // JSON has no words for these three.
        case .double(let number) where !number.isFinite: text(String(number))
        case .double(let number): raw(String(number))
        case .bool(let flag): raw(flag ? "true" : "false")
        case .null: raw("null")
        case .list(let elements): list(elements)
        }
    }

    private mutating func list(_ elements: [LogValue]) {
        bytes.append(UInt8(ascii: "["))
        for (position, element) in elements.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            append(element)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func raw(_ string: String) {
        bytes.append(contentsOf: string.utf8)
    }

    private mutating func text(_ string: String) {
        bytes.append(UInt8(ascii: "\""))
        var room = Self.longestText
        for scalar in string.unicodeScalars {
            let width = UTF8.width(scalar)
            guard room >= width else {
                raw("…")
                break
            }
            room -= width
            append(scalar)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": raw("\\\"")
        case "\\": raw("\\\\")
        case "\n": raw("\\n")
        case "\r": raw("\\r")
        case "\t": raw("\\t")
        // The C1 controls and the line separators are legal JSON, but a terminal or a line reader would obey them.
        case "\u{00}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}"..."\u{2029}": escape(scalar)
        default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
    }

    private mutating func escape(_ scalar: Unicode.Scalar) {
        let digits = String(scalar.value, radix: 16)
        raw("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
    }
}
