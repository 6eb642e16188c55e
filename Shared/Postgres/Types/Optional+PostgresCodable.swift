extension Optional: PostgresCodable where Wrapped: PostgresCodable {
    package static var typeOID: UInt32 { Wrapped.typeOID }
    package static var arrayOID: UInt32 { Wrapped.arrayOID }
    package static var null: Wrapped?? { .some(nil) }

    package var isNull: Bool { self?.isNull ?? true }

    package static func accepts(_ oid: UInt32) -> Bool { Wrapped.accepts(oid) }

    package func encode(into bytes: inout [UInt8]) { self?.encode(into: &bytes) }

    package init(decoding bytes: ArraySlice<UInt8>) throws { self = try Wrapped(decoding: bytes) }
}
