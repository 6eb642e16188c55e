package import FoundationEssentials

/// Names a ticket for machines: a UUID of version 7 (RFC 9562), so that new tickets sit together in every index.
package struct TicketID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    package let uuid: UUID

    package init(_ uuid: UUID) {
        self.uuid = uuid
    }

    package init?(_ text: String) {
        guard text.utf8.count == 36, let uuid = UUID(uuidString: text) else { return nil }
        self.init(uuid)
    }

    /// A new id.
    ///
    /// - Parameters:
    ///   - instant: the moment of birth; its milliseconds lead the id.
    ///   - random: 74 of these bits make ids of one millisecond differ; they must come from the system's generator.
    package init(at instant: Instant, random: (UInt64, UInt64)) {
        let milliseconds = UInt64(max(0, instant.microseconds / 1000))
        let high = milliseconds << 16 | 0x7000 | random.0 & 0x0FFF
        let low = 0x8000_0000_0000_0000 | random.1 & 0x3FFF_FFFF_FFFF_FFFF
        let bytes = [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) } }
        self.init(
            UUID(
                uuid: (
                    bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7],
                    bytes[8], bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]
                )
            )
        )
    }

    package var description: String {
        uuid.uuidString.lowercased()
    }

    /// The outbox lane that publishes this ticket's events, 0…15: one lane is one publisher, so their order holds.
    package var lane: Int16 {
        Int16(uuid.uuid.15 & 15)
    }

    package static func < (left: TicketID, right: TicketID) -> Bool {
        left.uuid < right.uuid
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = TicketID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a UUID")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
