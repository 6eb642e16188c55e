package import FoundationEssentials

/// Names a ticket for machines: a UUID of version 7 (RFC 9562), so that new tickets sit together in every index.
package struct TicketID: Hashable, Comparable, Sendable, CodableAsText {
    package let uuid: UUID

    package init(_ uuid: UUID) {
        self.uuid = uuid
    }

    package init?(_ text: String) {
        self.init(text.utf8)
    }

    /// Reads the form of 36 characters, in either case.
    package init?(_ text: some Collection<UInt8>) {
        guard text.count == 36 else { return nil }
        var (high, low, place) = (UInt64(0), UInt64(0), 0)
        for character in text {
            defer { place += 1 }
            if place == 8 || place == 13 || place == 18 || place == 23 {
                guard character == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = Self.value(of: character) else { return nil }
            if place < 18 { high = high << 4 | digit } else { low = low << 4 | digit }
        }
        self.init(high: high, low: low)
    }

    private static func value(of digit: UInt8) -> UInt64? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(digit - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(digit - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(digit - UInt8(ascii: "A") + 10)
        default: nil
        }
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
        self.init(high: high, low: low)
    }

    private init(high: UInt64, low: UInt64) {
        func byte(_ word: UInt64, _ place: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: word >> (56 - 8 * place)) }
        self.init(
            UUID(
                uuid: (
                    byte(high, 0), byte(high, 1), byte(high, 2), byte(high, 3),
                    byte(high, 4), byte(high, 5), byte(high, 6), byte(high, 7),
                    byte(low, 0), byte(low, 1), byte(low, 2), byte(low, 3),
                    byte(low, 4), byte(low, 5), byte(low, 6), byte(low, 7)
                )
            )
        )
    }

    /// The form of 36 characters in small letters; written by hand, since every event carries it several times.
    package var description: String {
        let (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p) = uuid.uuid
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (place, byte) in [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p].enumerated() {
            if place == 4 || place == 6 || place == 8 || place == 10 { text.append(UInt8(ascii: "-")) }
            text.append(Self.digits[Int(byte >> 4)])
            text.append(Self.digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let digits = Array("0123456789abcdef".utf8)

    /// When it was born, to the millisecond.
    package var born: Instant {
        let (a, b, c, d, e, f, _, _, _, _, _, _, _, _, _, _) = uuid.uuid
        return Instant(microseconds: [a, b, c, d, e, f].reduce(0) { $0 << 8 | Int64($1) } * 1000)
    }

    /// The outbox lane that publishes this ticket's events, 0…15: one lane is one publisher, so their order holds.
    package var lane: Int16 {
        Int16(uuid.uuid.15 & 15)
    }

    package static func < (left: TicketID, right: TicketID) -> Bool {
        left.uuid < right.uuid
    }

    package static let textForm = "a UUID"
}
