/// What a client most likely meant by a field that is none.
enum FieldNames {
    static func fault(for name: String, among known: [String]) -> String {
        let shown = name.unicodeScalars.count > 40 ? String(name.prefix(40)) + "…" : name
        guard let meant = guess(name, among: known) else {
            return "\"\(shown)\" is no field here; known are \(known.joined(separator: ", "))"
        }
        return "\"\(shown)\" is no field here; did you mean \"\(meant)\"?"
    }

    private static func guess(_ name: String, among known: [String]) -> String? {
        guard name.utf8.count <= 40 else { return nil }
        let plain = plain(name)
        if let same = known.first(where: { self.plain($0) == plain }) { return same }
        if let word = synonyms[plain], known.contains(word) { return word }
        let words = known.map { (self.plain($0), $0) } + synonyms.filter { known.contains($0.value) }.map { ($0, $1) }
        let near = words.map { (distance(from: plain, to: $0), $0, $1) }.min { $0 < $1 }
        guard let (distance, word, meant) = near, distance <= max(1, word.utf8.count / 3) else { return nil }
        return meant
    }

    /// `orderNumber`, `order-number` and `Order_Number` are one word.
    private static func plain(_ name: String) -> String {
        name.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }
    }

    /// What other systems call the same.
    private static let synonyms = [
        "message": "text", "content": "text", "body": "text", "description": "text", "problem": "text",
        "title": "subject", "summary": "subject", "customer": "contact", "user": "contact", "sender": "contact",
        "order": "order_number", "orderid": "order_number", "orderno": "order_number", "lang": "language",
        "locale": "language", "files": "attachments", "source": "channel", "via": "channel", "mobile": "phone",
        "tel": "phone", "telephone": "phone", "mail": "email", "id": "external_id", "openid": "external_id",
        "userid": "external_id", "customerid": "external_id", "fullname": "name", "filename": "name", "link": "url",
        "href": "url", "type": "media_type", "mimetype": "media_type", "contenttype": "media_type", "bytes": "size",
        "length": "size",
    ]

    /// How many letters to add, drop or change to make one word of the other (Levenshtein's distance).
    private static func distance(from one: String, to other: String) -> Int {
        let target = Array(other.utf8)
        var row = Array(0...target.count)
        for (index, byte) in one.utf8.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in target.indices {
                let substitution = diagonal + (target[column] == byte ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(substitution, row[column] + 1, diagonal + 1)
            }
        }
        return row[target.count]
    }
}
