/// The first line's address, decoded strictly: whatever two readers could read differently is refused.
struct RequestTarget: Equatable {
    /// The path as sent.
    let path: String
    /// The decoded segments between the slashes; `/` has one empty segment.
    let segments: [String]
    let query: HTTPQuery

    init(_ bytes: [UInt8]) throws(Problem) {
        guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }) else {
            throw Self.malformed("contains a character that has to be percent-encoded")
        }
        let origin = Self.withoutAuthority(bytes[...])
        guard origin.first == UInt8(ascii: "/") else { throw Self.malformed("has to begin with a slash") }
        let parts = origin.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
        path = String(decoding: parts[0], as: UTF8.self)
        segments = try Self.segments(of: parts[0].dropFirst())
        query = try parts.count > 1 ? Self.query(of: parts[1]) : HTTPQuery()
    }

    /// `http://host/path`, as clients write it to a proxy, means `/path`.
    private static func withoutAuthority(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        for scheme in ["http://", "https://"] where bytes.starts(with: scheme.utf8) {
            let rest = bytes.dropFirst(scheme.utf8.count)
            guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else { return ArraySlice("/".utf8) }
            return rest[slash...]
        }
        return bytes
    }

    private static func segments(of path: ArraySlice<UInt8>) throws(Problem) -> [String] {
        var segments: [String] = []
        for part in path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            let segment = try decode(part, plusIsSpace: false)
            guard segment != ".", segment != ".." else { throw malformed("may not contain dot segments") }
            segments.append(segment)
        }
        return segments
    }

    private static func query(of text: ArraySlice<UInt8>) throws(Problem) -> HTTPQuery {
        let pairs = text.split(separator: UInt8(ascii: "&"))
        guard pairs.count <= mostPairs else { throw malformed("has more than \(mostPairs) query parameters") }
        var items: [HTTPQuery.Item] = []
        for pair in pairs {
            let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try decode(halves[0], plusIsSpace: true)
            let value = try halves.count > 1 ? decode(halves[1], plusIsSpace: true) : ""
            items.append(HTTPQuery.Item(name: name, value: value))
        }
        return HTTPQuery(items)
    }

    private static func decode(_ text: ArraySlice<UInt8>, plusIsSpace: Bool) throws(Problem) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            var byte = text[index]
            if byte == UInt8(ascii: "%") {
                guard index + 2 < text.endIndex, let high = nibble(text[index + 1]), let low = nibble(text[index + 2])
                else { throw malformed("contains a broken percent escape") }
                byte = high << 4 | low
                index += 2
            } else if plusIsSpace, byte == UInt8(ascii: "+") {
                byte = UInt8(ascii: " ")
            }
            guard byte != 0 else { throw malformed("may not contain NUL") }
            bytes.append(byte)
            index += 1
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else { throw malformed("is not valid UTF-8") }
        return decoded
    }

    private static func nibble(_ byte: UInt8) -> UInt8? {
        Character(UnicodeScalar(byte)).hexDigitValue.map(UInt8.init)
    }

    private static func malformed(_ fault: String) -> Problem {
        Problem(status: 400, detail: "The request target \(fault).")
    }

    /// More parameters than any page or report of ours has, few enough to look through one by one.
    private static let mostPairs = 256
}
