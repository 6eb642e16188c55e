/// One-dimensional arrays, with or without NULL elements; made for `unnest` and `= ANY`.
extension Array: PostgresCodable where Element: PostgresCodable {
    package static var typeOID: UInt32 { Element.arrayOID }
    package static var arrayOID: UInt32 { 0 }

    /// The element type is checked later, against the array's own header.
    package static func accepts(_ oid: UInt32) -> Bool { !OID.isScalar(oid) }

    package func encode(into bytes: inout [UInt8]) {
        bytes.appendBigEndian(Int32(isEmpty ? 0 : 1))  // dimensions
        bytes.appendBigEndian(Int32(contains(where: \.isNull) ? 1 : 0))
        bytes.appendBigEndian(Element.typeOID)
        guard !isEmpty else { return }
        bytes.appendBigEndian(Int32(count))
        bytes.appendBigEndian(Int32(1))  // lower bound
        for element in self { element.encodeWithLength(into: &bytes) }
    }

    package init(decoding bytes: ArraySlice<UInt8>) throws {
        var reader = ArrayReader(bytes)
        let count = try reader.header(accepting: Element.accepts, named: "[\(Element.self)]")
        self = []
        reserveCapacity(count)
        for _ in 0..<count {
            guard let bytes = try reader.element() else {
                guard let null = Element.null else { throw PostgresDecodingError("an element is NULL") }
                append(null)
                continue
            }
            append(try Element(decoding: bytes))
        }
    }
}

extension PostgresCodable {
    fileprivate func encodeWithLength(into bytes: inout [UInt8]) {
        guard !isNull else { return bytes.appendBigEndian(Int32(-1)) }
        let start = bytes.count
        bytes.appendBigEndian(Int32(0))
        encode(into: &bytes)
        let length = UInt32(bytes.count - start - 4)
        for place in 0..<4 { bytes[start + place] = UInt8(truncatingIfNeeded: length >> UInt32(24 - place * 8)) }
    }
}
