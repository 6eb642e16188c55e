import HTTP
import Tickets

/// What the desk says, in the reader's language.
enum Words: String, CaseIterable, Sendable {
    case chinese = "zh"
    case english = "en"

    /// The language asked for in the address, else the one the browser prefers, else Chinese.
    init(asked: String?, accepted: String?) {
        self = asked.flatMap(Words.init(rawValue:)) ?? Self.preferred(accepted ?? "")
    }

    init(_ request: Request) {
        self.init(asked: request.query["lang"], accepted: request.headers["Accept-Language"])
    }

    /// Reads `fr-FR, en;q=0.8, zh;q=0.5`: of the languages we speak, the one with the greatest weight, the first of equals.
    private static func preferred(_ accepted: String) -> Words {
        var best: (words: Words, weight: Double)?
        for part in accepted.split(separator: ",").prefix(50) {
            let fields = part.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
            let primary = fields.first?.split(separator: "-").first.map(String.init) ?? ""
            let quality = fields.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            guard let words = Words(rawValue: primary), quality > best?.weight ?? 0 else { continue }
            best = (words, quality)
        }
        return best?.words ?? .chinese
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
        case .resolved: self("近 7 天还没有解决的工单", "Nothing resolved in the last 7 days")
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
        self(category.chineseName, category.englishName)
    }

    func priority(_ priority: Priority) -> String {
        self(priority.chineseName, priority.englishName)
    }

    func sentiment(_ sentiment: Sentiment) -> String {
        self(sentiment.chineseName, sentiment.englishName)
    }

    func clock(_ kind: ClockKind) -> String {
        switch kind {
        case .firstResponse: self("首次响应", "First response")
        case .acceptance: self("签收", "Acceptance")
        }
    }
}
