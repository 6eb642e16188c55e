import DeskRules
import HTML
import Tickets

/// A card of the board as HTML: the same for the page and for the live stream.
struct CardView {
    let card: Card
    let words: Words
    let names: Names

    var html: HTML {
        article(
            .id("t-\(card.ticket)"),
            .class("card", "p-\(card.priority.rawValue.lowercased())", card.hasBreached ? "late" : nil),
            .data("column", card.column.rawValue),
            .data("version", "\(card.version)"),
            .tabindex(0)
        ) {
            header(.class("card-head")) {
                span(.class("badge")) { card.priority.rawValue }
                span(.class("number")) { card.number.description }
                span(.class("channel")) { words.channel(card.channel) }
            }
            h3(.class("subject")) { card.subject }
            if let category = card.category {
                p(.class("what")) {
                    span(.class("chip")) { words.category(category) }
                    if card.sentiment == .angry { span(.class("chip", "angry")) { words("愤怒", "Angry") } }
                    if card.sentiment == .anxious { span(.class("chip", "anxious")) { words("焦急", "Anxious") } }
                }
            }
            holders
            footer(.class("card-foot")) {
                due
                time(.class("age"), .datetime(card.createdAt.description), .data("since", card.createdAt.description)) {
                    String(card.createdAt.description.prefix(16))
                }
            }
        }
    }

    private var holders: HTML {
        dl(.class("who")) {
            dt { words("部门", "With") }
            dd(.class("department")) {
                card.department.map { names.department($0, in: words) } ?? words("待分诊", "To be triaged")
            }
            if let assignee = card.assignee {
                dt { words("处理人", "Assignee") }
                dd { names.person(assignee) }
            }
            dt { words("首问责任", "Owner") }
            dd(.class("owner")) { names.owner(card.owner, in: words) }
        }
    }

    private var due: HTML {
        guard let due = card.due else { return span(.class("due", "none")) { "" } }
        return span(.class("due"), .data("due", due.at.description), .title(due.at.description)) {
            "\(words.clock(due.clock)) "
            span(.class("left")) { String(due.at.description.dropFirst(11).prefix(5)) }
        }
    }
}
