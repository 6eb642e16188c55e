/// How many columns of a terminal a text takes: Chinese characters and emoji take two.
enum DisplayWidth {
    static func of(_ text: some StringProtocol) -> Int {
        text.reduce(0) { $0 + width($1) }
    }

    /// The text cut to `columns`, with an ellipsis when something was left out; line breaks become spaces.
    static func fit(_ text: some StringProtocol, to columns: Int) -> String {
        let line = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }.filter { width($0) > 0 })
        guard of(line) > columns else { return line }
        var kept = ""
        var used = 0
        for character in line {
            guard used + width(character) <= columns - 1 else { break }
            kept.append(character)
            used += width(character)
        }
        return columns > 0 ? kept + "…" : ""
    }

    /// The text with spaces after it up to `columns`.
    static func pad(_ text: some StringProtocol, to columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - of(text)))
    }

    private static func width(_ character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        // The emoji selector makes a wide picture of a narrow sign.
        if character.unicodeScalars.contains("\u{FE0F}") { return 2 }
        return width(of: first)
    }

    private static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .control, .format, .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        if scalar.properties.isEmojiPresentation { return 2 }
        return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }

    /// The blocks that Unicode's East Asian Width calls wide or full width.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
        0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
        0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
    ]
}
