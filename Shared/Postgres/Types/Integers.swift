// PostgreSQL sends every integer big-endian, in two's complement.

extension Int16: PostgresCodable {
    package static var typeOID: UInt32 { OID.int2 }
    package static var arrayOID: UInt32 { 1005 }

    package func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(self) }

    package init(decoding bytes: ArraySlice<UInt8>) throws { self = try bytes.integer() }
}

extension Int32: PostgresCodable {
    package static var typeOID: UInt32 { OID.int4 }
    package static var arrayOID: UInt32 { 1007 }

    package static func accepts(_ oid: UInt32) -> Bool { oid == OID.int4 || oid == OID.int2 }

    package func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(self) }

    package init(decoding bytes: ArraySlice<UInt8>) throws { self = try bytes.integer() }
}

extension Int64: PostgresCodable {
    package static var typeOID: UInt32 { OID.int8 }
    package static var arrayOID: UInt32 { 1016 }

    package static func accepts(_ oid: UInt32) -> Bool { oid == OID.int8 || oid == OID.int4 || oid == OID.int2 }

    package func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(self) }

    package init(decoding bytes: ArraySlice<UInt8>) throws { self = try bytes.integer() }
}

extension Int: PostgresCodable {
    package static var typeOID: UInt32 { Int64.typeOID }
    package static var arrayOID: UInt32 { Int64.arrayOID }

    package static func accepts(_ oid: UInt32) -> Bool { Int64.accepts(oid) }

    package func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(Int64(self)) }

    package init(decoding bytes: ArraySlice<UInt8>) throws { self = Int(try bytes.integer(Int64.self)) }
}

extension [UInt8] {
    mutating func appendBigEndian<I: FixedWidthInteger>(_ value: I) {
        for shift in stride(from: I.bitWidth - 8, through: 0, by: -8) {
            append(UInt8(truncatingIfNeeded: value >> I(shift)))
        }
    }
}

extension ArraySlice<UInt8> {
    /// Reads a signed integer of two, four or eight bytes, which must fit `I`.
    func integer<I: FixedWidthInteger & SignedInteger>(_ type: I.Type = I.self) throws -> I {
        guard count == 2 || count == 4 || count == 8 else {
            throw PostgresDecodingError("\(count) bytes are no integer")
        }
        let bits = reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let unused = UInt64(64 - count * 8)
        guard let value = I(exactly: Int64(bitPattern: bits << unused) >> Int64(unused)) else {
            throw PostgresDecodingError("the value does not fit \(I.self)")
        }
        return value
    }
}
