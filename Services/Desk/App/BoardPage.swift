import DeskRules
import HTML
import Tickets

/// The board: three columns of cards, and a light that says whether the page is live.
struct BoardPage {
    let columns: [BoardStatus: BoardRoutes.Column]
    let cursor: String
    let words: Words
    let names: Names

    var html: HTML {
        document(
            words.isChinese ? .simplifiedChinese : .english,
            title: words("首问 · 协作看板", "Shouwen · Board"),
            head: {
                stylesheet("/assets/desk.css")
                script(src: "/assets/desk.js")
            },
            body: {
                top
                main(
                    .id("board"),
                    .class("board"),
                    .data("cursor", cursor),
                    .data("lang", words.rawValue),
                    .data("late", words("已超时", "late")),
                    .data("left", words("剩", "in")),
                    .data("live", words("实时", "Live")),
                    .data("lost", words("正在重连…", "Reconnecting…"))
                ) {
                    for status in BoardStatus.allCases { column(status) }
                }
            }
        )
    }

    private var top: HTML {
        header(.class("top")) {
            h1 {
                span(.class("mark"), .aria("hidden", "true")) { "首" }
                span(.class("name")) { words("首问", "Shouwen") }
                span(.class("page")) { words("协作看板", "Board") }
            }
            p(.id("light"), .class("light"), .role("status")) { words("连接中…", "Connecting…") }
            nav(.class("languages"), .aria("label", words("语言", "Language"))) {
                language("中文", .chinese, "/?lang=zh")
                language("English", .english, "/?lang=en")
            }
        }
    }

    private func language(_ name: String, _ language: Words, _ link: Link) -> HTML {
        a(.href(link), .aria("current", language == words ? "true" : nil)) { name }
    }

    private func column(_ status: BoardStatus) -> HTML {
        let content = columns[status] ?? BoardRoutes.Column(count: 0, cards: [])
        return section(.id("column-\(status.rawValue)"), .class("column"), .aria("label", words.column(status))) {
            h2 {
                span { words.column(status) }
                span(.class("count")) { content.count }
            }
            div(.class("cards")) {
                for card in content.cards { CardView(card: card, words: words, names: names).html }
            }
            p(.class("empty")) { words.emptyColumn(status) }
        }
    }
}
