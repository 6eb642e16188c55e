/// Headers in one text column: `name: value` lines, percent-encoded where a value could be taken for a line.
///
/// Nearly no header needs that, so a text without such characters goes through as it stands.
package enum HeaderText {
    package static func encode(_ headers: [(name: String, value: String)]) -> String {
        var text = ""
        for (name, value) in headers {
            if !text.isEmpty { text += "\n" }
            text += escape(name, also: UInt8(ascii: ":"))
            text += ": "
            text += escape(value)
        }
        return text
    }

    package static func decode(_ text: String) -> [(name: String, value: String)] {
        text.utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            let value = line[line.index(after: colon)...]
            guard value.first == UInt8(ascii: " ") else { return nil }
            return (unescape(line[..<colon]), unescape(value.dropFirst()))
        }
    }

    private static func escape(_ text: String, also special: UInt8 = UInt8(ascii: "%")) -> String {
        guard text.utf8.contains(where: { isSpecial($0) || $0 == special }) else { return text }
        var bytes: [UInt8] = []
        for byte in text.utf8 where byte != 0 {
            if isSpecial(byte) || byte == special {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "%") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte == 0
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func unescape(_ text: Substring.UTF8View) -> String {
        guard text.contains(UInt8(ascii: "%")) else { return String(decoding: text, as: UTF8.self) }
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            let code =
                byte == UInt8(ascii: "%") ? UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) : nil
            bytes.append(code ?? byte)
            if code != nil { rest = rest.dropFirst(2) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
