package import FoundationEssentials

extension UUID: PostgresCodable {
    package static var typeOID: UInt32 { OID.uuid }
    package static var arrayOID: UInt32 { 2951 }

    package func encode(into bytes: inout [UInt8]) {
        let (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p) = uuid
        bytes.append(contentsOf: [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p])
    }

    package init(decoding bytes: ArraySlice<UInt8>) throws {
        guard bytes.count == 16 else { throw PostgresDecodingError("\(bytes.count) bytes are no uuid") }
        let b = Array(bytes)
        self.init(
            uuid: (
                b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]
            )
        )
    }
}
