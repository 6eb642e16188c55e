/// Finds amounts of money: a number with a currency before or after it.
enum AmountFinder {
    private static let before: [(mark: String, currency: String)] = [
        ("us$", "USD"), ("hk$", "HKD"), ("nt$", "TWD"), ("¥", "CNY"), ("￥", "CNY"), ("$", "USD"), ("€", "EUR"),
        ("£", "GBP"),
        ("rmb", "CNY"), ("cny", "CNY"), ("usd", "USD"), ("eur", "EUR"), ("gbp", "GBP"),
    ]
    private static let after: [(mark: String, currency: String)] = [
        ("元", "CNY"), ("块", "CNY"), ("塊", "CNY"), ("圆", "CNY"), ("rmb", "CNY"), ("yuan", "CNY"), ("cny", "CNY"),
        ("人民币", "CNY"),
        ("usd", "USD"), ("dollar", "USD"), ("美元", "USD"), ("euro", "EUR"), ("eur", "EUR"), ("pounds", "GBP"),
        ("gbp", "GBP"),
    ]

    static func find(in text: EntityText) -> [Entity] {
        text.numberStarts.compactMap { amount(from: $0, text) }
    }

    private static func amount(from start: Int, _ text: EntityText) -> Entity? {
        // "3.50" begins at its 3, "1,200" at its 1.
        if let mark = text[start - 1], mark == "." || mark == ",", text[start - 2]?.isDigit == true { return nil }
        var run = text.run(from: start, limit: 24) { $0.isDigit || $0 == "." || $0 == "," }
        while let last = text[run.upperBound - 1], !last.isDigit { run = run.lowerBound..<run.upperBound - 1 }
        let (value, end) = scaled(text.text(run), run.upperBound, text)
        let leading = text.before(start, limit: 4)
        if let mark = before.first(where: { leading.hasSuffix($0.mark) || leading.hasSuffix($0.mark + " ") }) {
            let space = leading.hasSuffix(" ") ? 1 : 0
            return text.entity(
                .amount,
                "\(mark.currency) \(value)",
                start - mark.mark.unicodeScalars.count - space..<end
            )
        }
        let trailing = text.after(end, limit: 8)
        guard let mark = after.first(where: { trailing.hasPrefix($0.mark) || trailing.hasPrefix(" " + $0.mark) }) else {
            return nil
        }
        let space = trailing.hasPrefix(" ") ? 1 : 0
        return text.entity(.amount, "\(mark.currency) \(value)", start..<end + space + mark.mark.unicodeScalars.count)
    }

    /// Takes out the thousands' commas, and writes 万 out: 1.5万 is 15000.
    private static func scaled(_ written: String, _ end: Int, _ text: EntityText) -> (value: String, end: Int) {
        let plain = written.filter { $0 != "," }
        guard text[end] == "万" || text[end] == "萬" else { return (plain, end) }
        let pieces = plain.split(separator: ".", maxSplits: 1)
        let fraction = pieces.count > 1 ? String(pieces[1].prefix(4)) : ""
        return (String(pieces.first ?? "") + fraction + String(repeating: "0", count: 4 - fraction.count), end + 1)
    }
}
