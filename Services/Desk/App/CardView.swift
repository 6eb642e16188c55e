import DeskRules
import HTML
import Tickets

/// A card of the board as HTML: the same for the page and for the live stream.
struct CardView {
    let card: Card
    let words: Words
    let names: Names
    let now: Instant

    private var id: String { "t-\(card.ticket)" }

    var html: HTML {
        li(
            .id(id),
            .class("card", "p-\(card.priority.rawValue.lowercased())"),
            .tabindex(-1),
            .aria("labelledby", "\(id)-subject"),
            .data("column", card.column.rawValue),
            .data("version", "\(card.version)"),
            .data("newest", BoardOrder.newest.place(of: card)),
            .data("urgent", BoardOrder.urgent.place(of: card))
        ) {
            top
            h3(.id("\(id)-subject"), .class("subject"), .lang(ofText: card.language), .title(card.subject)) {
                card.subject
            }
            flags
            dl(.class("who")) {
                holder
                owner
            }
        }
    }

    private var top: HTML {
        p(.class("card-top")) {
            span(.class("badge"), .title(words.priority(card.priority))) { card.priority.rawValue }
            span(.class("kind"), .title(kind)) { kind }
            span(.class("channel")) { words.channel(card.channel) }
            span(.class("number")) { card.number.description }
        }
    }

    private var kind: String { card.category.map(words.category) ?? words("识别中…", "Being read…") }

    /// What is out of the ordinary; most cards have none.
    private var flags: HTML {
        let flags = [mood, returns, breaches].compactMap(\.self)
        guard !flags.isEmpty else { return .empty }
        return p(.class("flags")) { for flag in flags { flag } }
    }

    private var mood: HTML? {
        guard let sentiment = card.sentiment, sentiment.isNegative else { return nil }
        return span(.class("flag", sentiment.rawValue)) { words.sentiment(sentiment) }
    }

    private var returns: HTML? {
        guard card.bounces > 0 else { return nil }
        return span(.class("flag", "returned")) { words("退回 \(card.bounces) 次", "Returned ×\(card.bounces)") }
    }

    private var breaches: HTML? {
        guard card.breaches > 0 else { return nil }
        return span(.class("flag", "breached")) { words("超时 \(card.breaches) 次", "Breached ×\(card.breaches)") }
    }

    /// Who has it in hand, and since when.
    private var holder: HTML {
        div(.class("row")) {
            dt { card.column == .resolved ? words("解决", "By") : words("现由", "With") }
            dd(.class("holder")) {
                if let department = card.department {
                    span(.class("department")) { names.department(department, in: words) }
                    " · "
                    span(.class("assignee", card.assignee == nil ? "nobody" : nil)) {
                        card.assignee.map(names.person) ?? words("待认领", "unclaimed")
                    }
                } else {
                    span(.class("department", "nobody")) {
                        card.bounces > 0 ? words("退回，待转派", "Returned, to be passed on") : words("待分诊", "To be triaged")
                    }
                }
            }
            dd(.class("since")) {
                time(
                    .datetime(card.heldSince.description),
                    .data("since", card.heldSince.description),
                    .data("text", words.since(card.column))
                ) { words.fill(words.since(card.column), words.span(now - card.heldSince)) }
            }
        }
    }

    /// Who answers to the customer, and what was promised.
    private var owner: HTML {
        div(.class("row")) {
            dt { words("首问", "Owner") }
            dd(.class("owner")) { names.owner(card.owner, in: words) }
            dd(.class("promise")) {
                if let due = card.due { promise(due) }
            }
        }
    }

    private func promise(_ due: Card.Due) -> HTML {
        let left = due.at - now
        return time(
            .class("due", left < .zero ? "over" : nil),
            .datetime(due.at.description),
            .data("due", due.at.description),
            .data("from", card.createdAt.description),
            .data("clock", words.clock(due.clock))
        ) {
            "\(words.clock(due.clock)) \(words.fill(left < .zero ? words.over : words.left, words.span(left)))"
        }
    }
}

extension Attribute {
    /// The language of a text, so that it is read aloud and drawn as its own; nothing when it is not known to us.
    fileprivate static func lang(ofText tag: String?) -> Attribute {
        switch tag?.lowercased() {
        case let tag? where tag.hasPrefix("zh-hant") || tag == "zh-tw" || tag == "zh-hk": .lang(.traditionalChinese)
        case let tag? where tag == "zh" || tag.hasPrefix("zh-"): .lang(.simplifiedChinese)
        case let tag? where tag == "en" || tag.hasPrefix("en-"): .lang(.english)
        default: .title(nil)
        }
    }
}
