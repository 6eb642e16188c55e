/// Reads the fields of a JSON object one by one and writes down everything that is wrong, instead of stopping at the first.
struct FieldReader {
    /// Where the object stands, as the beginning of a JSON pointer: empty for the root, `/data`.
    private let path: String
    private let fields: [String: ActionJSON]
    private(set) var problems: [String] = []

    init(_ fields: [String: ActionJSON], at path: String) {
        (self.fields, self.path) = (fields, path)
    }

    /// One line of text, which names something: no control characters.
    mutating func name(_ field: String, upTo limit: Int, for purpose: String) -> String? {
        guard let text = text(field, upTo: limit, for: purpose) else { return nil }
        guard text.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }) else {
            refuse(field, "has a control character; it must be one plain line")
            return nil
        }
        return text
    }

    mutating func text(_ field: String, upTo limit: Int, for purpose: String) -> String? {
        guard let text = optionalText(field, upTo: limit) else {
            if isAbsent(field) { refuse(field, "is missing: it is \(purpose)") }
            return nil
        }
        guard text.contains(where: { !$0.isWhitespace }) else {
            refuse(field, "is empty: it is \(purpose)")
            return nil
        }
        return text
    }

    mutating func optionalText(_ field: String, upTo limit: Int) -> String? {
        guard let value = value(field) else { return nil }
        guard case .string(let text) = value else {
            refuse(field, "must be a string, not \(value.kind)")
            return nil
        }
        guard !text.unicodeScalars.contains("\0") else {
            refuse(field, "has a NUL character, which cannot be stored: leave it out")
            return nil
        }
        let count = text.unicodeScalars.count
        guard count <= limit else {
            refuse(field, "has \(count) characters; at most \(limit) are taken")
            return nil
        }
        return text
    }

    mutating func optionalFlag(_ field: String) -> Bool? {
        guard let value = value(field) else { return nil }
        guard case .bool(let flag) = value else {
            refuse(field, "must be true or false, not \(value.kind)")
            return nil
        }
        return flag
    }

    mutating func object(_ field: String, for purpose: String) -> [String: ActionJSON]? {
        guard let value = value(field) else {
            refuse(field, "is missing: it is \(purpose)")
            return nil
        }
        guard case .object(let object) = value else {
            refuse(field, "must be an object, not \(value.kind)")
            return nil
        }
        return object
    }

    mutating func refuseFields(except known: Set<String>, of what: String) {
        for field in fields.keys.sorted() where !known.contains(field) {
            refuse(shortened(field), "is no field of \(what); it may have \(known.sorted().joined(separator: ", "))")
        }
    }

    mutating func refuse(_ field: String, _ why: String) {
        problems.append("\(path)/\(field) \(why)")
    }

    /// Null counts as absent.
    private func value(_ field: String) -> ActionJSON? {
        fields[field] == .null ? nil : fields[field]
    }

    private func isAbsent(_ field: String) -> Bool {
        value(field) == nil
    }
}

/// The beginning of a text from outside, fit to stand in one line of a reason.
func shortened(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(60).map { $0.value < 32 ? " " : $0 }))
}
