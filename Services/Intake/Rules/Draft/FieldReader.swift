/// Takes fields out of a JSON value and keeps count of what is wrong with them, so that a client hears it all at once.
struct FieldReader {
    private(set) var faults: [Fault] = []

    mutating func refuse(_ pointer: String, _ detail: String) {
        faults.append(Fault(pointer, detail))
    }

    /// The members of an object, of which every name must be known; nil when it is no object.
    mutating func object(_ value: JSONValue, at pointer: String, _ known: [String]) -> Members? {
        guard case .object(let members) = value else {
            refuse(pointer, "expected an object, found \(value.kind)")
            return nil
        }
        for member in members where !known.contains(member.name) {
            refuse(pointer + "/" + Pointer.escape(member.name), FieldNames.fault(for: member.name, among: known))
        }
        return Members(pointer: pointer, members: members)
    }

    /// A text without blanks at its ends, or nil when it is not there or will not do.
    mutating func text(_ field: TextField, of members: Members, isRequired: Bool = false) -> String? {
        let pointer = members.pointer + "/" + field.name
        switch members[field.name] {
        case nil, .null:
            if isRequired { refuse(pointer, "is missing; send a text of 1 to \(field.longest) characters") }
            return nil
        case .string(let text): return fit(text, field, pointer, isRequired: isRequired)
        case let other?:
            refuse(pointer, "expected a text, found \(other.kind)")
            return nil
        }
    }

    private mutating func fit(_ text: String, _ field: TextField, _ pointer: String, isRequired: Bool) -> String? {
        let text = text.trimmed
        guard text.isVisible else {
            let remedy = isRequired ? "write what the customer said" : "leave the field out instead"
            refuse(pointer, "is empty; \(remedy)")
            return nil
        }
        if let fault = field.fault(in: text) {
            refuse(pointer, fault)
            return nil
        }
        return text
    }

    /// A whole number within `range`, or nil.
    mutating func whole(_ name: String, of members: Members, in range: ClosedRange<Int64>) -> Int64? {
        switch members[name] {
        case nil, .null: return nil
        case .integer(let value) where range.contains(value): return value
        case .integer, .decimal:
            refuse(
                members.pointer + "/" + name,
                "expected a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        case let other?: refuse(members.pointer + "/" + name, "expected a whole number, found \(other.kind)")
        }
        return nil
    }

    /// The members of one object, and where it stands.
    struct Members {
        let pointer: String
        let members: [JSONValue.Member]

        subscript(name: String) -> JSONValue? {
            members.first { $0.name == name }?.value
        }
    }
}

extension String {
    /// Whether there is anything to see: zero-width characters alone are as empty as blanks.
    fileprivate var isVisible: Bool {
        unicodeScalars.contains { !$0.properties.isWhitespace && !$0.properties.isDefaultIgnorableCodePoint }
    }

    /// The text without blanks and line breaks at its ends.
    var trimmed: String {
        guard let first = unicodeScalars.first, let last = unicodeScalars.last,
            first.properties.isWhitespace || last.properties.isWhitespace
        else { return self }
        var rest = unicodeScalars[...]
        while let first = rest.first, first.properties.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.properties.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
