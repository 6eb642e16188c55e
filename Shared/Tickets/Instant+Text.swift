/// Instants in text are RFC 3339 in UTC with six decimals: `2026-11-23T05:43:00.000000Z`.
extension Instant: CodableAsText {
    package var description: String {
        let (days, time) = microseconds.flooredDivision(by: Self.microsecondsPerDay)
        let date = CivilDate(daysSince1970: days)
        guard (0...9999).contains(date.year) else {
            return "\(date)T\(String(decoding: Self.clock(time), as: UTF8.self))"
        }
        var text: [UInt8] = []
        text.reserveCapacity(27)
        text.append(date.year, digits: 4)
        text.append(UInt8(ascii: "-"))
        text.append(date.month, digits: 2)
        text.append(UInt8(ascii: "-"))
        text.append(date.day, digits: 2)
        text.append(UInt8(ascii: "T"))
        text += Self.clock(time)
        return String(decoding: text, as: UTF8.self)
    }

    /// `05:43:00.000000Z`.
    private static func clock(_ time: Int64) -> [UInt8] {
        let seconds = time / 1_000_000
        var text: [UInt8] = []
        text.reserveCapacity(16)
        text.append(seconds / 3600, digits: 2)
        text.append(UInt8(ascii: ":"))
        text.append(seconds / 60 % 60, digits: 2)
        text.append(UInt8(ascii: ":"))
        text.append(seconds % 60, digits: 2)
        text.append(UInt8(ascii: "."))
        text.append(time % 1_000_000, digits: 6)
        text.append(UInt8(ascii: "Z"))
        return text
    }

    /// Reads RFC 3339 with any offset; nil when the text is no such moment.
    package init?(_ text: String) {
        var reader = DigitReader(text)
        guard let date = reader.date(), reader.skip("T") || reader.skip("t") || reader.skip(" "),
            let hour = reader.number(2, upTo: 23), reader.skip(":"),
            let minute = reader.number(2, upTo: 59), reader.skip(":"),
            let second = reader.number(2, upTo: 60)
        else { return nil }
        let fraction = reader.skip(".") ? reader.fraction() : 0
        guard let fraction, let offset = reader.offset(), reader.isAtEnd else { return nil }
        let seconds = date.daysSince1970 * 86400 + hour * 3600 + minute * 60 + second - offset
        self.init(microseconds: seconds * 1_000_000 + fraction)
    }

    package static let textForm = "a moment like 2026-11-23T05:43:00Z"

    static let microsecondsPerDay: Int64 = 86_400_000_000
}

extension [UInt8] {
    fileprivate mutating func append(_ number: Int64, digits: Int) {
        var divisor: Int64 = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 0 {
            append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }
}

/// Reads the fixed-width numbers of a timestamp, one after another.
private struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = text[...].utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func date() -> CivilDate? {
        guard let year = number(4, upTo: 9999), skip("-"), let month = number(2, upTo: 12), month > 0, skip("-"),
            let day = number(2, upTo: 31), day > 0
        else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        return CivilDate(daysSince1970: date.daysSince1970) == date ? date : nil
    }

    mutating func number(_ digits: Int, upTo limit: Int64) -> Int64? {
        guard rest.count >= digits else { return nil }
        var value: Int64 = 0
        for byte in rest.prefix(digits) {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int64(byte - 48)
        }
        rest = rest.dropFirst(digits)
        return value <= limit ? value : nil
    }

    /// The decimals of a second as microseconds.
    mutating func fraction() -> Int64? {
        let digits = rest.prefix { (48...57).contains($0) }
        guard !digits.isEmpty, digits.count <= 12 else { return nil }
        rest = rest.dropFirst(digits.count)
        let six = (Array(digits) + Array(repeating: 48, count: 6)).prefix(6)
        return six.reduce(0) { $0 * 10 + Int64($1 - 48) }
    }

    /// Seconds east of UTC.
    mutating func offset() -> Int64? {
        if skip("Z") || skip("z") { return 0 }
        let sign: Int64 = skip("+") ? 1 : skip("-") ? -1 : 0
        guard sign != 0, let hours = number(2, upTo: 23), skip(":"), let minutes = number(2, upTo: 59) else {
            return nil
        }
        return sign * (hours * 3600 + minutes * 60)
    }

    mutating func skip(_ character: Character) -> Bool {
        guard let byte = rest.first, byte == character.asciiValue else { return false }
        rest = rest.dropFirst()
        return true
    }
}
