import Tickets

/// Times as people say them: how long since, how long still. `desk.js` says the same once the page is open.
extension Words {
    static let gap = "{}"

    func span(_ duration: Duration) -> String {
        let seconds = abs(duration.wholeSeconds)
        let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86400)
        if minutes < 1 { return self("不到 1 分钟", "under 1 min") }
        if hours < 1 { return self("\(minutes) 分钟", "\(minutes) min") }
        if days < 1 {
            let rest = minutes % 60 == 0 ? "" : self(" \(minutes % 60) 分", " \(minutes % 60) min")
            return self("\(hours) 小时", "\(hours) h") + rest
        }
        let rest = hours % 24 == 0 ? "" : self(" \(hours % 24) 小时", " \(hours % 24) h")
        return self("\(days) 天", "\(days) d") + rest
    }

    /// What stands around the time that a card has been where it is.
    func since(_ status: BoardStatus) -> String {
        switch status {
        case .waiting: self("已等 {}", "waiting {}")
        case .inProgress: self("已处理 {}", "for {}")
        case .resolved: self("{}前", "{} ago")
        }
    }

    var left: String { self("剩 {}", "in {}") }
    var over: String { self("已超 {}", "late by {}") }
    var more: String { self("… 还有 {} 张", "… and {} more") }
    var late: String { self("{} 张超时", "{} late") }

    func fill(_ text: String, _ value: String) -> String {
        text.split(separator: Self.gap, maxSplits: 1, omittingEmptySubsequences: false).joined(separator: value)
    }
}
