/// Folds traditional Chinese into simplified, so that one set of words understands both.
package enum Hanzi {
    /// The text with traditional characters and phrases in their simplified form; everything else stays as it is.
    ///
    /// - Throws: ``HanziError`` when OpenCC's dictionaries are not installed.
    package static func simplified(_ text: String) throws(HanziError) -> String {
        let converter = try converter.get()
        // English and digits are most of many texts, and OpenCC has nothing to do there.
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
        // OpenCC ends at a zero byte.
        let pieces = text.split(separator: "\0", omittingEmptySubsequences: false)
        var folded: [String] = []
        for piece in pieces { folded.append(try converter.convert(String(piece))) }
        return folded.joined(separator: "\0")
    }

    /// Loads the dictionaries now, so that a service without them fails when it starts and not at its first ticket.
    package static func prepare() throws(HanziError) {
        _ = try converter.get()
    }

    /// Loaded once and kept: the dictionaries take a few milliseconds and are never changed.
    private static let converter = Result { () throws(HanziError) in try Converter(configuration: "t2s.json") }
}
