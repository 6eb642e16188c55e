/// What a character is to the tokenizer.
enum CharacterKind {
    case han, letter, digit, pause, stop, point, apostrophe, foreign, silent

    init(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "a"..."z", "A"..."Z": self = .letter
        case "0"..."9": self = .digit
        case ".": self = .point
        case "'", "’", "‘": self = .apostrophe
        case "。", "!", "?", ";", "\n", "…", "｡": self = .stop
        case ",", "、", ":", "(", ")", "，": self = .pause
        default: self = Self.beyond(scalar)
        }
    }

    private static func beyond(_ scalar: Unicode.Scalar) -> CharacterKind {
        if scalar.isHan { return .han }
        if scalar.value < 0x80 || !scalar.properties.isAlphabetic { return .silent }
        return scalar.value < 0x250 ? .letter : .foreign
    }
}

extension Unicode.Scalar {
    var isHan: Bool {
        switch value {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x2_0000...0x3_FFFF, 0xF900...0xFAFF, 0x3007: true
        default: false
        }
    }

    /// The value of an ASCII digit.
    var digit: Int? {
        ("0"..."9").contains(self) ? Int(value) - 48 : nil
    }

    /// A full-width form as its plain twin: ＮＯ．１ is NO.1.
    var narrow: Unicode.Scalar {
        (0xFF01...0xFF5E).contains(value) ? Unicode.Scalar(value - 0xFEE0) ?? self : self
    }
}
