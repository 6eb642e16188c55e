/// A value that travels in PostgreSQL's binary format, as a parameter and as a result.
package protocol PostgresCodable: Sendable {
    /// The type a parameter is declared as.
    static var typeOID: UInt32 { get }
    /// The array over that type; 0 when there is none.
    static var arrayOID: UInt32 { get }
    /// What a NULL becomes; nil when this type cannot be NULL.
    static var null: Self? { get }
    var isNull: Bool { get }

    /// Whether a result column of this type can be read.
    static func accepts(_ oid: UInt32) -> Bool
    /// Appends the value without its length.
    func encode(into bytes: inout [UInt8])
    init(decoding bytes: ArraySlice<UInt8>) throws
}

extension PostgresCodable {
    package static var null: Self? { nil }
    package var isNull: Bool { false }

    package static func accepts(_ oid: UInt32) -> Bool { oid == typeOID }
}

/// Why bytes from the server are not the value asked for; the reason never quotes them.
package struct PostgresDecodingError: Error, Sendable {
    package let reason: String

    package init(_ reason: String) {
        self.reason = reason
    }
}

/// A value of another module that is kept as a simpler one: give `stored` and `init(stored:)`, and nothing else.
package protocol PostgresStored: PostgresCodable {
    associatedtype Stored: PostgresCodable
    var stored: Stored { get }
    init(stored: Stored) throws
}

extension PostgresStored {
    package static var typeOID: UInt32 { Stored.typeOID }
    package static var arrayOID: UInt32 { Stored.arrayOID }

    package static func accepts(_ oid: UInt32) -> Bool { Stored.accepts(oid) }

    package func encode(into bytes: inout [UInt8]) { stored.encode(into: &bytes) }

    package init(decoding bytes: ArraySlice<UInt8>) throws {
        try self.init(stored: Stored(decoding: bytes))
    }
}

/// An enum with raw values is kept as its raw value: `extension Priority: PostgresCodable {}` is enough.
extension PostgresCodable where Self: RawRepresentable, RawValue: PostgresCodable {
    package static var typeOID: UInt32 { RawValue.typeOID }
    package static var arrayOID: UInt32 { RawValue.arrayOID }

    package static func accepts(_ oid: UInt32) -> Bool { RawValue.accepts(oid) }

    package func encode(into bytes: inout [UInt8]) { rawValue.encode(into: &bytes) }

    package init(decoding bytes: ArraySlice<UInt8>) throws {
        guard let value = try Self(rawValue: RawValue(decoding: bytes)) else {
            throw PostgresDecodingError("the value is none of \(Self.self)'s")
        }
        self = value
    }
}
