/// Walks the binary format of an array: a header, then each element behind its length.
struct ArrayReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    /// Answers how many elements follow.
    mutating func header(accepting accepts: (UInt32) -> Bool, named name: String) throws -> Int {
        let dimensions = try number()
        _ = try number()
        let element = UInt32(bitPattern: try number())
        guard accepts(element) else {
            throw PostgresDecodingError("an array of \(OID.name(element)) cannot be read as \(name)")
        }
        guard dimensions > 0 else { return 0 }
        guard dimensions == 1 else { throw PostgresDecodingError("the array has \(dimensions) dimensions, not one") }
        let count = Int(try number())
        _ = try number()
        guard count >= 0, count * 4 <= rest.count else { throw PostgresDecodingError("the array is cut short") }
        return count
    }

    /// The next element's bytes; nil for NULL.
    mutating func element() throws -> ArraySlice<UInt8>? {
        let length = Int(try number())
        guard length >= 0 else { return nil }
        return try take(length)
    }

    private mutating func number() throws -> Int32 {
        try take(4).integer()
    }

    private mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
        guard rest.count >= count else { throw PostgresDecodingError("the value is cut short") }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }
}
