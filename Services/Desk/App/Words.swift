import Tickets

/// What the desk says, in the reader's language.
enum Words: String, CaseIterable, Sendable {
    case chinese = "zh"
    case english = "en"

    /// The language asked for in the address, else the one the browser prefers, else Chinese.
    init(asked: String?, accepted: String?) {
        if let asked, let words = Words(rawValue: asked) {
            self = words
            return
        }
        let first = accepted?.split(separator: ",").first.map { $0.lowercased() } ?? "zh"
        self = first.hasPrefix("en") ? .english : .chinese
    }

    var isChinese: Bool { self == .chinese }

    func callAsFunction(_ chinese: String, _ english: String) -> String {
        isChinese ? chinese : english
    }

    func column(_ status: BoardStatus) -> String {
        switch status {
        case .waiting: self("待处理", "Waiting")
        case .inProgress: self("处理中", "In progress")
        case .resolved: self("已解决", "Resolved")
        }
    }

    func emptyColumn(_ status: BoardStatus) -> String {
        switch status {
        case .waiting: self("没有等待的工单", "Nothing is waiting")
        case .inProgress: self("没有处理中的工单", "Nothing is being worked on")
        case .resolved: self("还没有已解决的工单", "Nothing has been resolved yet")
        }
    }

    func channel(_ channel: Channel) -> String {
        switch channel {
        case .phone: self("电话", "Phone")
        case .web: self("网页", "Web")
        case .app: self("应用", "App")
        case .wechat: self("微信", "WeChat")
        case .email: self("邮件", "E-mail")
        case .partner: self("合作方", "Partner")
        }
    }

    func category(_ category: Category) -> String {
        isChinese ? category.chineseName : category.englishName
    }

    func clock(_ kind: ClockKind) -> String {
        switch kind {
        case .firstResponse: self("首次响应", "First response")
        case .acceptance: self("签收", "Acceptance")
        }
    }
}
