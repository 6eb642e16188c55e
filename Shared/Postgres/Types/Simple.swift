extension Bool: PostgresCodable {
    package static var typeOID: UInt32 { OID.bool }
    package static var arrayOID: UInt32 { 1000 }

    package func encode(into bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }

    package init(decoding bytes: ArraySlice<UInt8>) throws {
        guard bytes.count == 1, let byte = bytes.first else {
            throw PostgresDecodingError("\(bytes.count) bytes are no boolean")
        }
        self = byte != 0
    }
}

extension Double: PostgresCodable {
    package static var typeOID: UInt32 { OID.float8 }
    package static var arrayOID: UInt32 { 1022 }

    package static func accepts(_ oid: UInt32) -> Bool { oid == OID.float8 || oid == OID.float4 }

    package func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(bitPattern) }

    package init(decoding bytes: ArraySlice<UInt8>) throws {
        switch bytes.count {
        case 4: self = Double(Float(bitPattern: UInt32(bitPattern: try bytes.integer())))
        case 8: self.init(bitPattern: UInt64(bitPattern: try bytes.integer()))
        default: throw PostgresDecodingError("\(bytes.count) bytes are no floating-point number")
        }
    }
}

extension String: PostgresCodable {
    package static var typeOID: UInt32 { OID.text }
    package static var arrayOID: UInt32 { 1009 }

    /// Also a database's own types: an enum is sent as its label, and anything else fails to be UTF-8 or is harmless.
    package static func accepts(_ oid: UInt32) -> Bool { OID.textual.contains(oid) || oid >= OID.firstUserType }

    package func encode(into bytes: inout [UInt8]) { bytes.append(contentsOf: utf8) }

    package init(decoding bytes: ArraySlice<UInt8>) throws {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw PostgresDecodingError("the bytes are not UTF-8")
        }
        self = text
    }
}

/// Raw bytes, kept as `bytea`.
package struct Bytes: PostgresCodable, Hashable {
    package var bytes: [UInt8]

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    package static var typeOID: UInt32 { OID.bytea }
    package static var arrayOID: UInt32 { 1001 }

    package func encode(into bytes: inout [UInt8]) { bytes.append(contentsOf: self.bytes) }

    package init(decoding bytes: ArraySlice<UInt8>) throws { self.bytes = Array(bytes) }
}

/// A transaction's 64-bit number, which never wraps around.
package struct XID8: PostgresCodable, Hashable, Comparable {
    package var value: UInt64

    package init(_ value: UInt64) {
        self.value = value
    }

    package static var typeOID: UInt32 { OID.xid8 }
    package static var arrayOID: UInt32 { 271 }

    package static func < (one: XID8, other: XID8) -> Bool { one.value < other.value }

    package func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(value) }

    package init(decoding bytes: ArraySlice<UInt8>) throws {
        value = UInt64(bitPattern: try bytes.integer())
    }
}
