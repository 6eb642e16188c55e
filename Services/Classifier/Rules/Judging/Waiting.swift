/// Finds how long a customer says they have waited.
enum Waiting {
    /// From this many days on, what was promised is late in any branch of trade.
    static let tooLong = 7.0

    /// The longest stretch of time in the text, in days; dates such as "6月" are none.
    static func longestDays(in tokens: [Token]) -> Double {
        var longest = 0.0
        var number: Double?
        var isCounted = false
        for token in tokens {
            if let part = token.magnitude.map(Double.init) ?? numeral(token.symbol) {
                number = number.map { joined($0, part) } ?? part
                isCounted = false
            } else if token.symbol == .han("个") || token.symbol == .han("多") {
                isCounted = true
            } else {
                let isMonthName = token.symbol == .han("月") && !isCounted
                if let number, let unit = days[token.symbol], !isMonthName { longest = max(longest, number * unit) }
                number = nil
            }
        }
        return longest
    }

    /// 二十 is twice ten, 十二 is ten and two.
    private static func joined(_ before: Double, _ part: Double) -> Double {
        part == 10 ? before * 10 : before + part
    }

    private static func numeral(_ symbol: Symbol) -> Double? {
        switch symbol {
        case .han(let scalar): hanNumerals[scalar]
        case .word(let word): wordNumerals[word]
        case .number, .pause, .stop, .foreign: nil
        }
    }

    private static let days: [Symbol: Double] = [
        .han("天"): 1, .han("周"): 7, .han("星"): 7, .han("礼"): 7, .han("月"): 30,
        .word("day"): 1, .word("week"): 7, .word("month"): 30,
    ]

    private static let hanNumerals: [Unicode.Scalar: Double] = [
        "半": 0.5, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "几": 3,
    ]

    /// By the stems of ``WordStem``.
    private static let wordNumerals: [String: Double] = [
        "a": 1, "one": 1, "two": 2, "thre": 3, "four": 4, "fiv": 5, "six": 6, "seven": 7, "eight": 8, "nin": 9,
        "ten": 10,
    ]
}
