/// A day of the Gregorian calendar, for dates in numbers and texts; no time zone of its own.
///
/// The arithmetic counts days from 1 March, so that the leap day is the last of its year
/// (the method of E. G. Richards, in the Explanatory Supplement to the Astronomical Almanac, 2013, ch. 15.11).
package struct CivilDate: Hashable, Sendable, CustomStringConvertible {
    package let year: Int64
    package let month: Int64
    package let day: Int64

    package init(year: Int64, month: Int64, day: Int64) {
        (self.year, self.month, self.day) = (year, month, day)
    }

    package init(daysSince1970 days: Int64) {
        let (era, dayOfEra) = (days + 719_468).flooredDivision(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        self.init(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
            month: month,
            day: dayOfYear - (153 * marchMonth + 2) / 5 + 1
        )
    }

    /// The day it is at `instant` for people living `secondsEast` of Greenwich.
    package init(_ instant: Instant, secondsEast: Int64) {
        let local = instant.microseconds + secondsEast * 1_000_000
        self.init(daysSince1970: local.flooredDivision(by: Instant.microsecondsPerDay).quotient)
    }

    package var daysSince1970: Int64 {
        let marchYear = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = marchYear.flooredDivision(by: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    package var description: String {
        "\(year.padded(4))-\(month.padded(2))-\(day.padded(2))"
    }

    /// The same without dashes, as it stands in ticket numbers.
    package var compact: String {
        "\(year.padded(4))\(month.padded(2))\(day.padded(2))"
    }
}

extension Int64 {
    func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    func padded(_ width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: width > digits.count ? width - digits.count : 0) + digits
    }
}
