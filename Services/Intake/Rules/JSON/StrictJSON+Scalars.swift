/// Texts and numbers of a JSON value; the body is known to be UTF-8 here.
extension StrictJSON {
    /// Reads the text whose opening quote is next.
    mutating func string() throws(Fault) -> String {
        place += 1
        let start = place
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                defer { place += 1 }
                return String(decoding: bytes[start..<place], as: UTF8.self)
            case UInt8(ascii: "\\"): return try escapedString(from: start)
            case 0..<0x20: throw control(byte)
            default: place += 1
            }
        }
        throw unexpected("the closing double quote of a text")
    }

    /// The slow way, for texts with escapes: the first of them is next.
    private mutating func escapedString(from start: Int) throws(Fault) -> String {
        var text = Array(bytes[start..<place])
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                place += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                place += 1
                try escape(into: &text)
            case 0..<0x20: throw control(byte)
            default:
                text.append(byte)
                place += 1
            }
        }
        throw unexpected("the closing double quote of a text")
    }

    private mutating func escape(into text: inout [UInt8]) throws(Fault) {
        guard let letter = peek else { throw unexpected("an escape") }
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            place += 1
            text += String(Character(try scalar())).utf8
            return
        default: throw unexpected(#"one of " \ / b f n r t u after a backslash"#)
        }
        place += 1
    }

    /// The scalar that one or, for a surrogate pair, two `\u` escapes stand for; the digits of the first are next.
    private mutating func scalar() throws(Fault) -> Unicode.Scalar {
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) {
            guard first != 0 else { throw control(0) }
            return scalar
        }
        guard first < 0xDC00, peek == UInt8(ascii: "\\"), place + 1 < bytes.count,
            bytes[place + 1] == UInt8(ascii: "u")
        else { throw loneSurrogate }
        place += 2
        let second = try hexadecimal()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw loneSurrogate }
        return scalar
    }

    private mutating func hexadecimal() throws(Fault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw unexpected(#"four hexadecimal digits after \u"#)
            }
            value = value << 4 | UInt32(digit)
            place += 1
        }
        return value
    }

    private var loneSurrogate: Fault {
        fault(#"a \u escape before byte \#(place) is half a surrogate pair; send both halves or the character itself"#)
    }

    private func control(_ byte: UInt8) -> Fault {
        byte == 0
            ? fault("the character U+0000 at byte \(place) cannot be kept; leave it out")
            : fault(#"the control character at byte \#(place) stands bare in a text; escape it (\n, \t, \u00..)"#)
    }

    /// Reads the number that begins here.
    mutating func number() throws(Fault) -> JSONValue {
        let start = place
        if peek == UInt8(ascii: "-") { place += 1 }
        let first = place
        try digits()
        if bytes[first] == UInt8(ascii: "0"), place > first + 1 {
            throw fault("the number at byte \(start) begins with 0; leave leading zeros out, or send it as a text")
        }
        let isWhole = try fractionAndExponent()
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        if isWhole, let value = Int64(text) { return .integer(value) }
        guard !isWhole, let value = Double(text), value.isFinite else {
            throw fault("the number at byte \(start) is out of range; send it as a text")
        }
        return .decimal(value)
    }

    /// - Returns: whether there was neither.
    private mutating func fractionAndExponent() throws(Fault) -> Bool {
        var isWhole = true
        if peek == UInt8(ascii: ".") {
            place += 1
            try digits()
            isWhole = false
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            place += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { place += 1 }
            try digits()
            isWhole = false
        }
        return isWhole
    }

    private mutating func digits() throws(Fault) {
        guard let byte = peek, isDigit(byte) else { throw unexpected("a digit") }
        while let byte = peek, isDigit(byte) { place += 1 }
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
