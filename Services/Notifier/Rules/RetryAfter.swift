package import Tickets

/// Reads how long an HTTP server asks to be left alone (RFC 9110, 10.2.3).
package enum RetryAfter {
    /// The wait that the header's value asks for: seconds, or a date; nil when it is neither.
    package static func wait(_ value: String, at now: Instant) -> Duration? {
        if let seconds = Int64(value), value.utf8.allSatisfy({ (48...57).contains($0) }) {
            return .seconds(min(seconds, 1_000_000))
        }
        guard let date = date(value) else { return nil }
        return max(date - now, .zero)
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `Sun, 06 Nov 1994 08:49:37 GMT`; the two obsolete forms, which nobody may write any more, are not read.
    private static func date(_ value: String) -> Instant? {
        let parts = value.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: String(parts[2])),
            let day = Int(parts[1]), let year = Int(parts[3]), parts[3].utf8.count == 4, parts[1].utf8.count == 2
        else { return nil }
        return Instant("\(year)-\(twoDigits(month + 1))-\(twoDigits(day))T\(parts[4])Z")
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
