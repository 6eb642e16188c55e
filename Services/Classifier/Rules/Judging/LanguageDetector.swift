import Tickets

/// Tells the language of a text by its scripts; Chinese is traditional when folding changed it.
enum LanguageDetector {
    private struct Counts {
        var han = 0
        var kana = 0
        var otherLetters = 0
        var latinWords = 0
        var plainWords = 0
    }

    static func language(of original: String, folded: String, tokens: [Token]) -> Language {
        let counts = count(original, tokens)
        // Japanese mixes Han characters with kana; Korean, Russian, Thai … bring letters of their own.
        if counts.kana * 5 > counts.han || counts.otherLetters > counts.han + counts.latinWords { return .undetermined }
        // A Chinese sentence quotes English names; an English one seldom quotes Chinese.
        if counts.han > 0 && counts.han >= counts.latinWords {
            return isTraditional(original, folded, counts.han) ? .traditionalChinese : .simplifiedChinese
        }
        return isEnglish(counts) ? .english : .undetermined
    }

    private static func count(_ text: String, _ tokens: [Token]) -> Counts {
        var counts = Counts()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x3041...0x30FF: counts.kana += 1
            case _ where scalar.isHan: counts.han += 1
            case 0x250... where scalar.properties.isAlphabetic: counts.otherLetters += 1
            default: break
            }
        }
        for token in tokens {
            guard case .word(let word) = token.symbol else { continue }
            counts.latinWords += 1
            if plainWords.contains(word) { counts.plainWords += 1 }
        }
        return counts
    }

    /// Short texts pass as English by their letters; longer ones need the small words that no English sentence lacks.
    private static func isEnglish(_ counts: Counts) -> Bool {
        counts.latinWords > 0 && (counts.latinWords < 5 || counts.plainWords * 8 >= counts.latinWords)
    }

    /// One changed character in twelve: names may be written the old way in a simplified text.
    private static func isTraditional(_ original: String, _ folded: String, _ han: Int) -> Bool {
        guard original != folded else { return false }
        let changed = zip(original.unicodeScalars, folded.unicodeScalars).count { $0 != $1 }
        return changed * 12 >= han
    }

    /// By the stems of ``WordStem``.
    private static let plainWords: Set<String> = [
        "the", "a", "an", "i", "you", "it", "be", "have", "do", "not", "and", "or", "to", "of", "in", "on", "for", "my",
        "your", "with", "that", "this", "we", "can", "will", "what", "how", "when", "wher", "where", "but", "from",
        "at", "me",
    ]
}
