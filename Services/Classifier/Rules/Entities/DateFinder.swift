/// Finds calendar dates; words such as "tomorrow" need a clock and are left to the people who read them.
enum DateFinder {
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    static func find(in text: EntityText) -> [Entity] {
        text.numberStarts.compactMap { chinese(from: $0, text) ?? numeric(from: $0, text) ?? english(at: $0, text) }
    }

    /// 2024年6月1日, 6月1号.
    private static func chinese(from start: Int, _ text: EntityText) -> Entity? {
        guard let first = number(start, text) else { return nil }
        if text[first.end] == "年", let month = number(first.end + 1, text), text[month.end] == "月",
            let day = number(month.end + 1, text)
        {
            return entity(first.value, month.value, day.value, start..<dayEnd(day.end, text), text)
        }
        // The month of a full date is not a date of its own.
        guard text[first.end] == "月", text[start - 1] != "年", let day = number(first.end + 1, text) else { return nil }
        return entity(nil, first.value, day.value, start..<dayEnd(day.end, text), text)
    }

    private static func dayEnd(_ end: Int, _ text: EntityText) -> Int {
        ["日", "号", "號"].contains(text[end]) ? end + 1 : end
    }

    /// 2024-06-01, 2024/6/1, 2024.6.1.
    private static func numeric(from start: Int, _ text: EntityText) -> Entity? {
        guard let year = number(start, text), year.value > 1900, let mark = text[year.end],
            mark == "-" || mark == "/" || mark == ".", let month = number(year.end + 1, text), text[month.end] == mark,
            let day = number(month.end + 1, text)
        else { return nil }
        return entity(year.value, month.value, day.value, start..<day.end, text)
    }

    /// June 1, Jun 1st, 1 June; with a year behind it or not.
    private static func english(at start: Int, _ text: EntityText) -> Entity? {
        guard let day = number(start, text), (1...31).contains(day.value) else { return nil }
        let end = day.end + (["st", "nd", "rd", "th"].contains(text.after(day.end, limit: 2)) ? 2 : 0)
        // "may 5 times" is no date: the month of May needs its capital.
        if let word = word(before: start, text), let month = month(word.text), text[word.start] != "m" || month != 5 {
            let year = year(after: end, text)
            return entity(year?.value, month, day.value, word.start..<(year?.end ?? end), text)
        }
        guard text[end] == " " else { return nil }
        let letters = text.run(from: end + 1, limit: 12) { $0.isLatinLetter }
        guard let month = month(text.text(letters).lowercased()) else { return nil }
        let year = year(after: letters.upperBound, text)
        return entity(year?.value, month, day.value, start..<(year?.end ?? letters.upperBound), text)
    }

    private static func word(before start: Int, _ text: EntityText) -> (text: String, start: Int)? {
        guard let space = text[start - 1], space == " " || space == "." else { return nil }
        var begin = start - 1
        while let scalar = text[begin - 1], scalar.isLatinLetter, start - begin < 12 { begin -= 1 }
        return (text.text(begin..<start - 1).lowercased(), begin)
    }

    /// A month by its name or its usual short form; "mayor" and "market" are none.
    private static func month(_ word: String) -> Int? {
        let names = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november",
            "december",
        ]
        return (names.firstIndex(of: word) ?? months.firstIndex(of: word) ?? (word == "sept" ? 8 : nil)).map { $0 + 1 }
    }

    private static func year(after end: Int, _ text: EntityText) -> (value: Int, end: Int)? {
        let start = text[end] == "," ? end + 2 : end + 1
        guard let year = number(start, text), (1900...2200).contains(year.value) else { return nil }
        return year
    }

    private static func number(_ start: Int, _ text: EntityText) -> (value: Int, end: Int)? {
        let run = text.run(from: start, limit: 5) { $0.isDigit }
        guard (1...4).contains(run.count), let value = Int(text.text(run)) else { return nil }
        return (value, run.upperBound)
    }

    private static func entity(_ year: Int?, _ month: Int, _ day: Int, _ range: Range<Int>, _ text: EntityText)
        -> Entity?
    {
        guard (1...12).contains(month), (1...31).contains(day), year.map({ (1900...2200).contains($0) }) ?? true else {
            return nil
        }
        let rest = padded(month) + "-" + padded(day)
        return text.entity(.date, year.map { "\($0)-\(rest)" } ?? rest, range)
    }

    private static func padded(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
