/// Turns text into bytes that no HTML parser reads as markup, in content and in quoted attributes alike.
enum Escaping {
    static func append(_ text: some StringProtocol, to bytes: inout [UInt8]) {
        bytes.reserveCapacity(bytes.count + text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case UInt8(ascii: "'"): bytes += "&#39;".utf8
            case UInt8(ascii: "`"): bytes += "&#96;".utf8
            case 0x09, 0x0A, 0x0D: bytes.append(byte)
            // Control characters have no meaning on a page, and parsers differ in what they do with them.
            case 0..<0x20, 0x7F: bytes += "\u{FFFD}".utf8
            default: bytes.append(byte)
            }
        }
    }

    /// JSON stays the same JSON, but holds nothing that could end or open an element.
    static func scriptSafe(json: some Sequence<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        for byte in json {
            switch byte {
            case UInt8(ascii: "<"): bytes += "\\u003C".utf8
            case UInt8(ascii: ">"): bytes += "\\u003E".utf8
            case UInt8(ascii: "&"): bytes += "\\u0026".utf8
            case 0xA8, 0xA9:
                // U+2028 and U+2029 (E2 80 A8, E2 80 A9) end a line in JavaScript, but not in JSON.
                if bytes.suffix(2) == [0xE2, 0x80] {
                    bytes.removeLast(2)
                    bytes += (byte == 0xA8 ? "\\u2028" : "\\u2029").utf8
                } else {
                    bytes.append(byte)
                }
            default: bytes.append(byte)
            }
        }
        return bytes
    }
}
