/// The value of a log field, kept typed so that machines can compare numbers and times.
package enum LogValue: Sendable, Equatable {
    case string(String)
    case integer(Int64)
    case double(Double)
    case bool(Bool)
    case list([LogValue])
    case null

    /// A whole number of any width; what does not fit 64 signed bits is written as text.
    package static func number(_ value: some BinaryInteger) -> LogValue {
        Int64(exactly: value).map(LogValue.integer) ?? .string(String(value))
    }

    /// A duration in seconds, the unit of every `_seconds` field.
    package static func seconds(_ duration: Duration) -> LogValue {
        let (seconds, attoseconds) = duration.components
        return .double(Double(seconds) + Double(attoseconds) / 1e18)
    }
}

extension LogValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    package init(stringLiteral value: String) {
        self = .string(value)
    }
}

extension LogValue: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int64) {
        self = .integer(value)
    }
}

extension LogValue: ExpressibleByFloatLiteral {
    package init(floatLiteral value: Double) {
        self = .double(value)
    }
}

extension LogValue: ExpressibleByBooleanLiteral {
    package init(booleanLiteral value: Bool) {
        self = .bool(value)
    }
}

extension LogValue: ExpressibleByArrayLiteral {
    package init(arrayLiteral elements: LogValue...) {
        self = .list(elements)
    }
}
