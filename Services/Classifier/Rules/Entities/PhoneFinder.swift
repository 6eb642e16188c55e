/// Finds Chinese mobile, landline and service numbers, and international ones that begin with a plus.
enum PhoneFinder {
    static func find(in text: EntityText) -> [Entity] {
        text.numberStarts.compactMap { phone(from: $0, text) }
    }

    private static func phone(from start: Int, _ text: EntityText) -> Entity? {
        let hasPlus = text[start - 1] == "+"
        // The digits of a larger word or number are no phone.
        if let before = text[start - 1], before.isLatinLetter || before == "." || before == "-" { return nil }
        let (digits, end) = digits(from: start, text)
        if let after = text[end], after.isLatinOrDigit { return nil }
        guard let value = number(digits, international: hasPlus) else { return nil }
        return text.entity(.phone, value, (hasPlus ? start - 1 : start)..<end)
    }

    /// Digits in groups divided by one space or dash: `138 0013 8000`, `010-8888 6666`.
    private static func digits(from start: Int, _ text: EntityText) -> (digits: String, end: Int) {
        var digits = ""
        var end = start
        var place = start
        while let scalar = text[place], digits.count <= 16 {
            if scalar.isDigit {
                digits.unicodeScalars.append(scalar)
                end = place + 1
            } else if !(scalar == " " || scalar == "-") || place != end {
                break
            }
            place += 1
        }
        return (digits, end)
    }

    private static func number(_ digits: String, international: Bool) -> String? {
        let local = withoutCountry(digits, international: international)
        if isMobile(local) || isLandline(local) || isService(local) { return local }
        return international && (8...15).contains(digits.count) ? "+" + digits : nil
    }

    private static func withoutCountry(_ digits: String, international: Bool) -> String {
        if digits.hasPrefix("0086") { return String(digits.dropFirst(4)) }
        return digits.hasPrefix("86") && (international || digits.count == 13) ? String(digits.dropFirst(2)) : digits
    }

    private static func isMobile(_ digits: String) -> Bool {
        digits.count == 11 && digits.hasPrefix("1") && "3456789".contains(digits.dropFirst().first ?? "0")
    }

    private static func isLandline(_ digits: String) -> Bool {
        digits.hasPrefix("0") && !digits.hasPrefix("00") && (10...12).contains(digits.count)
    }

    private static func isService(_ digits: String) -> Bool {
        digits.count == 10 && (digits.hasPrefix("400") || digits.hasPrefix("800"))
    }
}
