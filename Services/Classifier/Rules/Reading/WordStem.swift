/// Reduces English words to a common stem, so that "refund" finds "refunded" and "charge" finds "charging".
///
/// The stems are no words; they only have to be the same for the forms of one word, in rules and texts alike.
enum WordStem {
    /// The stems of one written word: contractions are several ("can't" is "can not").
    static func stems(of written: String) -> [String] {
        let word = written.hasSuffix("'") ? String(written.dropLast()) : written
        if let whole = contractions[word] { return whole.map(stem) }
        if word.hasSuffix("n't") { return [stem(String(word.dropLast(3))), "not"] }
        // "it's", "you've", "mother's": what follows the apostrophe says nothing here.
        let start = word.prefix { $0 != "'" }
        return start.isEmpty ? [] : [stem(String(start))]
    }

    private static func stem(_ word: String) -> String {
        let word = irregular[word] ?? word
        guard word.utf8.count > 3, word.utf8.allSatisfy({ $0 < 0x80 }) else { return word }
        return withoutFinalE(withoutDouble(withoutEnding(word)))
    }

    private static func withoutEnding(_ word: String) -> String {
        if word.hasSuffix("ies") || word.hasSuffix("ied") { return word.dropLast(3) + "y" }
        if word.hasSuffix("ing"), isStem(word.dropLast(3)) { return String(word.dropLast(3)) }
        if word.hasSuffix("ed"), !word.hasSuffix("eed"), isStem(word.dropLast(2)) { return String(word.dropLast(2)) }
        if ["sses", "shes", "ches", "xes"].contains(where: word.hasSuffix) { return String(word.dropLast(2)) }
        if word.hasSuffix("s"), !["ss", "us", "is"].contains(where: word.hasSuffix) { return String(word.dropLast()) }
        return word
    }

    /// "ring" and "bed" are no forms of "r" and "b".
    private static func isStem(_ stem: Substring) -> Bool {
        stem.utf8.count >= 3 && stem.contains { "aeiouy".contains($0) }
    }

    private static func withoutDouble(_ word: String) -> String {
        guard let last = word.last, word.dropLast().last == last, !"aeiou".contains(last) else { return word }
        return String(word.dropLast())
    }

    private static func withoutFinalE(_ word: String) -> String {
        word.utf8.count > 3 && word.hasSuffix("e") ? String(word.dropLast()) : word
    }

    private static let contractions: [String: [String]] = [
        "can't": ["can", "not"], "cant": ["can", "not"], "cannot": ["can", "not"],
        "won't": ["will", "not"], "wont": ["will", "not"],
        "dont": ["do", "not"], "doesnt": ["do", "not"], "didnt": ["do", "not"], "doesn't": ["do", "not"],
        "didn't": ["do", "not"], "isnt": ["be", "not"], "isn't": ["be", "not"], "wasnt": ["be", "not"],
        "wasn't": ["be", "not"], "aren't": ["be", "not"], "havent": ["have", "not"], "hasnt": ["have", "not"],
        "couldnt": ["could", "not"], "wouldnt": ["would", "not"],
        "where's": ["where", "be"], "what's": ["what", "be"], "whats": ["what", "be"], "wheres": ["where", "be"],
        "it's": ["it", "be"], "that's": ["that", "be"], "there's": ["there", "be"], "i'm": ["i", "be"],
    ]

    private static let irregular: [String: String] = [
        "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "am": "be",
        "has": "have", "had": "have", "having": "have", "did": "do", "does": "do", "done": "do", "doing": "do",
        "got": "get", "gotten": "get", "getting": "get", "went": "go", "gone": "go", "goes": "go", "came": "come",
        "broke": "break", "broken": "break", "sent": "send", "bought": "buy", "paid": "pay", "lost": "lose",
        "stole": "steal", "stolen": "steal", "took": "take", "taken": "take", "told": "tell", "said": "say",
        "found": "find", "left": "leave", "tore": "tear", "torn": "tear", "froze": "freeze", "frozen": "freeze",
        "hung": "hang", "forgot": "forget", "forgotten": "forget", "spoke": "speak", "spoken": "speak",
        "kept": "keep", "made": "make", "gave": "give", "given": "give", "wrote": "write", "used": "use",
        "using": "use", "died": "die", "dying": "die", "dies": "die", "bent": "bend", "leaked": "leak",
        "sold": "sell", "shown": "show", "saw": "see", "seen": "see", "felt": "feel", "burnt": "burn",
        "mins": "minute", "hrs": "hour", "wks": "week", "mos": "month", "colour": "color", "colours": "color",
        "centre": "center",
        "cheque": "check", "cancelled": "cancel", "cancellation": "cancel", "pls": "please", "plz": "please",
    ]
}
