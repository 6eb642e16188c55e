/// An instant in microseconds since 1970, kept as `timestamptz`; the extremes are PostgreSQL's infinities.
package struct Timestamp: PostgresCodable, Hashable, Comparable {
    package var microseconds: Int64

    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    package static let infinity = Timestamp(microseconds: .max)
    package static let minusInfinity = Timestamp(microseconds: .min)

    package static var typeOID: UInt32 { OID.timestamptz }
    package static var arrayOID: UInt32 { 1185 }

    /// PostgreSQL counts from 2000-01-01.
    private static let epoch: Int64 = 946_684_800_000_000

    package static func < (one: Timestamp, other: Timestamp) -> Bool { one.microseconds < other.microseconds }

    package func encode(into bytes: inout [UInt8]) {
        let (shifted, overflow) = microseconds.subtractingReportingOverflow(Self.epoch)
        bytes.appendBigEndian(self == .infinity ? .max : overflow ? .min : shifted)
    }

    package init(decoding bytes: ArraySlice<UInt8>) throws {
        let raw: Int64 = try bytes.integer()
        let (shifted, overflow) = raw.addingReportingOverflow(Self.epoch)
        microseconds = raw == .min ? .min : overflow ? .max : shifted
    }
}
