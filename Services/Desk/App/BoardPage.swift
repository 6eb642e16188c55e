import DeskRules
import HTML
import Pipeline
import Tickets

/// The board: three columns of cards, and a light that says whether the page is live.
struct BoardPage {
    let board: Board
    let order: BoardOrder
    let words: Words

    var html: HTML {
        words.page(
            title: words("协作看板 · 首问", "Board · Shouwen"),
            body: {
                a(.class("skip"), .href("#board")) { words("跳到看板", "Skip to the board") }
                top
                tabs
                main(
                    .id("board"),
                    .class("board"),
                    .tabindex(-1),
                    .data("cursor", board.cursor.description),
                    .data("now", "\(board.now.microseconds / 1000)"),
                    .data("version", Asset.version),
                    .data("lang", words.rawValue),
                    .data("order", order.rawValue),
                    .data("limit", "\(BoardWindow.cardsPerColumn)"),
                    .data("left", words.left),
                    .data("over", words.over),
                    .data("more", words.more),
                    .data("late", words.late),
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
            nav(.class("choice"), .aria("label", words("排序", "Order"))) {
                choice(words("最新", "Newest"), words, .newest)
                choice(words("最急", "Most urgent"), words, .urgent)
            }
            nav(.class("choice"), .aria("label", words("语言", "Language"))) {
                choice("中文", .chinese, order, .lang(.simplifiedChinese))
                choice("English", .english, order, .lang(.english))
            }
        }
    }

    private func choice(_ name: String, _ words: Words, _ order: BoardOrder, _ more: Attribute = .title(nil)) -> HTML {
        let isCurrent = words == self.words && order == self.order
        return a(.href(Self.link(words, order)), .aria("current", isCurrent ? "true" : nil), more) { name }
    }

    private static func link(_ words: Words, _ order: BoardOrder) -> Link {
        switch (words, order) {
        case (.chinese, .newest): "/?lang=zh"
        case (.chinese, .urgent): "/?lang=zh&order=urgent"
        case (.english, .newest): "/?lang=en"
        case (.english, .urgent): "/?lang=en&order=urgent"
        }
    }

    /// On a phone one column is seen at a time; without scripts these lead down the page.
    private var tabs: HTML {
        nav(.class("tabs"), .aria("label", words("栏目", "Columns"))) {
            for status in BoardStatus.allCases {
                a(.href(Self.link(to: status)), .data("tab", status.rawValue)) {
                    span { words.column(status) }
                    count(status)
                }
            }
        }
    }

    private static func link(to status: BoardStatus) -> Link {
        switch status {
        case .waiting: "#column-waiting"
        case .inProgress: "#column-in_progress"
        case .resolved: "#column-resolved"
        }
    }

    private func count(_ status: BoardStatus) -> HTML {
        span(.class("count"), .data("count", status.rawValue)) { tally(status).count }
    }

    private func tally(_ status: BoardStatus) -> Tally {
        board.tallies[status] ?? Tally()
    }

    private func column(_ status: BoardStatus) -> HTML {
        let cards = board.columns[status] ?? []
        let (tally, id) = (tally(status), "column-\(status.rawValue)")
        return section(.id(id), .class("column"), .aria("labelledby", "\(id)-name"), .data("status", status.rawValue)) {
            header(.class("column-top")) {
                h2(.id("\(id)-name")) {
                    span { words.column(status) }
                    count(status)
                }
                if status == .resolved {
                    p(.class("window")) { words("近 7 天", "last 7 days") }
                } else {
                    p(.class("late"), .hidden(tally.late == 0)) { words.fill(words.late, "\(tally.late)") }
                }
            }
            div(.class("shelf")) {
                ol(.class("cards"), .role("list")) {
                    for card in cards { CardView(card: card, words: words, names: board.names, now: board.now).html }
                }
                p(.class("empty")) { words.emptyColumn(status) }
                p(.class("more"), .hidden(tally.count <= cards.count)) {
                    words.fill(words.more, "\(tally.count - cards.count)")
                }
            }
        }
    }
}
