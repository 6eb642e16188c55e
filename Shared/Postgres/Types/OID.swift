/// The built-in types this module knows, by the numbers PostgreSQL gave them once and for all.
enum OID {
    static let bool: UInt32 = 16
    static let bytea: UInt32 = 17
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let text: UInt32 = 25
    static let float4: UInt32 = 700
    static let float8: UInt32 = 701
    static let timestamptz: UInt32 = 1184
    static let uuid: UInt32 = 2950
    static let xid8: UInt32 = 5069
    /// Types of a database's own (enums, extensions) are numbered from here.
    static let firstUserType: UInt32 = 16384

    /// Types whose binary format is their text: text, name, json, unknown, bpchar, varchar.
    static let textual: Set<UInt32> = [text, 19, 114, 705, 1042, 1043]
    static let textualArrays: Set<UInt32> = [1009, 1003, 199, 1014, 1015]

    static func name(_ oid: UInt32) -> String {
        names[oid] ?? "type \(oid)"
    }

    static func isScalar(_ oid: UInt32) -> Bool {
        names[oid].map { !$0.hasSuffix("[]") } ?? false
    }

    private static let names: [UInt32: String] = [
        bool: "boolean", bytea: "bytea", int8: "int8", int2: "int2", int4: "int4", text: "text", float4: "float4",
        float8: "float8", timestamptz: "timestamptz", uuid: "uuid", xid8: "xid8", 19: "name", 26: "oid", 28: "xid",
        114: "json", 1000: "boolean[]", 1005: "int2[]", 1007: "int4[]", 1009: "text[]", 1016: "int8[]", 1042: "char",
        1043: "varchar", 1082: "date", 1083: "time", 1114: "timestamp", 1186: "interval", 1700: "numeric",
        2278: "void", 2951: "uuid[]", 3802: "jsonb",
    ]
}
