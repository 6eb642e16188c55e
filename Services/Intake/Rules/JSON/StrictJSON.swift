/// Reads a request's JSON in one pass, and refuses whatever two readers could understand in two ways.
///
/// Stricter than RFC 8259 asks: no duplicate names, no lone surrogates, no U+0000 (PostgreSQL cannot keep it), no number
/// beyond what is kept exactly or as a finite double, no nesting beyond `deepest`. Those are where parsers disagree, and
/// where a check before and a reader behind it would see different requests.
package struct StrictJSON {
    /// The most arrays and objects inside one another, the outermost counted.
    package static let deepest = 32

    let bytes: [UInt8]
    var place = 0
    private var path: [Step] = []

    private enum Step {
        case member(String)
        case element(Int)
    }

    package static func read(_ bytes: [UInt8]) throws(Fault) -> JSONValue {
        guard !bytes.isEmpty else { throw Fault("", "the body is empty; send a JSON object") }
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            throw Fault("", "the body is not UTF-8 from byte \(error.byteOffsets.lowerBound) on; send it as UTF-8")
        }
        var reader = StrictJSON(bytes: bytes)
        return try reader.whole()
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func whole() throws(Fault) -> JSONValue {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw fault("the body starts with a byte order mark; leave it out")
        }
        let value = try value(depth: 0)
        skipBlanks()
        guard place == bytes.count else { throw fault("more follows the JSON value from byte \(place) on; end there") }
        return value
    }

    private mutating func value(depth: Int) throws(Fault) -> JSONValue {
        skipBlanks()
        guard let byte = peek else { throw unexpected("a JSON value") }
        switch byte {
        case UInt8(ascii: "{"): return try object(depth: depth + 1)
        case UInt8(ascii: "["): return try array(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw unexpected("a JSON value")
        }
    }

    private mutating func object(depth: Int) throws(Fault) -> JSONValue {
        try enter(depth)
        var members: [JSONValue.Member] = []
        var names: Set<String> = []
        if skip(UInt8(ascii: "}")) { return .object([]) }
        repeat {
            skipBlanks()
            guard peek == UInt8(ascii: "\"") else { throw unexpected("a name in double quotes") }
            let name = try string()
            path.append(.member(name))
            guard names.insert(name).inserted else { throw fault("the name stands twice in its object; keep one") }
            guard skip(UInt8(ascii: ":")) else { throw unexpected("a colon after the name") }
            members.append(.init(name, try value(depth: depth)))
            path.removeLast()
        } while skip(UInt8(ascii: ","))
        guard skip(UInt8(ascii: "}")) else { throw unexpected("a comma or } after the value") }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(Fault) -> JSONValue {
        try enter(depth)
        var elements: [JSONValue] = []
        if skip(UInt8(ascii: "]")) { return .array([]) }
        repeat {
            path.append(.element(elements.count))
            elements.append(try value(depth: depth))
            path.removeLast()
        } while skip(UInt8(ascii: ","))
        guard skip(UInt8(ascii: "]")) else { throw unexpected("a comma or ] after the value") }
        return .array(elements)
    }

    private mutating func enter(_ depth: Int) throws(Fault) {
        guard depth <= Self.deepest else {
            throw fault("the body nests deeper than \(Self.deepest) levels; flatten it")
        }
        place += 1
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(Fault) -> JSONValue {
        let letters = Array(word.description.utf8)
        guard bytes[place...].starts(with: letters) else { throw unexpected("a JSON value") }
        place += letters.count
        return value
    }

    // MARK: Bytes

    var peek: UInt8? {
        place < bytes.count ? bytes[place] : nil
    }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard peek == byte else { return false }
        place += 1
        return true
    }

    // MARK: Faults

    func fault(_ detail: String) -> Fault {
        let pointer = path.reduce(into: "") { text, step in
            switch step {
            case .member(let name): text += "/" + Pointer.escape(name)
            case .element(let index): text += "/\(index)"
            }
        }
        return Fault(pointer, detail)
    }

    func unexpected(_ expected: String) -> Fault {
        guard let byte = peek else { return fault("the body ends at byte \(place), where \(expected) is expected") }
        let isPrintable = (0x21...0x7E).contains(byte)
        let found = isPrintable ? "\"\(Character(Unicode.Scalar(byte)))\"" : "byte 0x" + String(byte, radix: 16)
        return fault("expected \(expected) at byte \(place), found \(found)")
    }
}
