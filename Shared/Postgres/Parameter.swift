/// One `$n`: its declared type and its bytes, nil for NULL.
struct Parameter: Sendable {
    let oid: UInt32
    let bytes: [UInt8]?

    init<Value: PostgresCodable>(_ value: Value) {
        oid = Value.typeOID
        guard !value.isNull else {
            bytes = nil
            return
        }
        var bytes: [UInt8] = []
        value.encode(into: &bytes)
        self.bytes = bytes
    }

    /// Text with a NUL character: PostgreSQL cannot keep one, and says so only after the row was sent.
    var holdsNUL: Bool {
        guard let bytes else { return false }
        if OID.textual.contains(oid) { return bytes.contains(0) }
        guard OID.textualArrays.contains(oid) else { return false }
        var reader = ArrayReader(bytes[...])
        guard let count = try? reader.header(accepting: { _ in true }, named: "text") else { return false }
        return (0..<count).contains { _ in (try? reader.element())?.contains(0) ?? false }
    }
}
