/// The subject of a message that came without one: the beginning of its first line.
enum Subject {
    /// Characters, as people see them.
    static let length = 60

    static func from(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).lazy.map { String($0).trimmed }.first { !$0.isEmpty } ?? text
        let flat = line.unicodeScalars.contains("\t") ? line.replacing("\t", with: " ") : line
        let beginning = flat.prefix(length)
        // A "character" may carry any number of combining marks: the field's own bound holds here too.
        guard beginning.unicodeScalars.count < Fields.subject.longest else {
            return String(String.UnicodeScalarView(flat.unicodeScalars.prefix(length))) + "…"
        }
        return beginning.endIndex == flat.endIndex ? flat : String(beginning) + "…"
    }
}
