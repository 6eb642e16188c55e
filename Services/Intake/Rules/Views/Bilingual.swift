import Tickets

/// The same words in Chinese and English; who shows them chooses.
package struct Bilingual: Hashable, Codable, Sendable {
    package let zh: String
    package let en: String

    package init(zh: String, en: String) {
        (self.zh, self.en) = (zh, en)
    }
}

extension TicketStage {
    /// The stage as customers read it.
    var words: Bilingual {
        switch self {
        case .received: Bilingual(zh: "受理", en: "Received")
        case .triaged: Bilingual(zh: "分诊", en: "Triaged")
        case .processing: Bilingual(zh: "处理", en: "In progress")
        case .answered: Bilingual(zh: "反馈", en: "Answered")
        case .followedUp: Bilingual(zh: "回访", en: "Followed up")
        case .closed: Bilingual(zh: "已结束", en: "Closed")
        }
    }

    /// Whom the ticket waits for, as customers read it.
    func awaited(from department: Bilingual?) -> Bilingual {
        let who = department ?? Bilingual(zh: "客服", en: "customer service")
        return switch self {
        case .received: Bilingual(zh: "等待客服分派", en: "Waiting to be assigned by customer service")
        case .triaged: Bilingual(zh: "等待\(who.zh)签收", en: "Waiting for \(who.en) to take it over")
        case .processing: Bilingual(zh: "\(who.zh)正在处理", en: "\(who.en) is working on it")
        case .answered: Bilingual(zh: "已答复，等待您确认", en: "Answered; waiting for your word on it")
        case .followedUp, .closed: Bilingual(zh: "无需等待", en: "Nothing more is awaited")
        }
    }
}
