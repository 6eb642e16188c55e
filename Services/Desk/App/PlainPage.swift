import HTML
import HTTP

/// A page that only says one thing, for people whose browser asked for what is not there.
enum PlainPage {
    /// A page is as it is for one moment and one language: nobody may keep it for another.
    static let headers: HTTPHeaders = ["Cache-Control": "no-store", "Vary": "Accept-Language"]

    static func notFound(_ words: Words) -> Response {
        page(words, status: 404, words("这里什么也没有", "There is nothing here")) {
            p { words("地址可能写错了，或者页面已经不在了。", "The address may be mistyped, or the page is gone.") }
        }
    }

    /// The browser asks again by itself after some seconds.
    static func unavailable(_ words: Words) -> Response {
        let heading = words("稍等片刻", "One moment, please")
        var response = page(words, status: 503, heading) {
            p {
                words(
                    "数据库暂时没有响应。本页每 5 秒自动重试；工单不会丢失。",
                    "The database does not answer just now. This page tries again every 5 seconds; no ticket is lost."
                )
            }
        }
        response.headers["Retry-After"] = "5"
        response.headers["Refresh"] = "5"
        return response
    }

    private static func page(
        _ words: Words,
        status: Int,
        _ heading: String,
        @HTMLBuilder content: () -> HTML
    ) -> Response {
        let text = content()
        let page = words.page(
            title: "\(heading) · \(words("首问", "Shouwen"))",
            body: {
                main(.class("plain")) {
                    p(.class("mark"), .aria("hidden", "true")) { "首" }
                    h1 { heading }
                    text
                    p { a(.href("/")) { words("回到协作看板", "Back to the board") } }
                }
            }
        )
        return .html(page.description, status: status, headers: headers)
    }
}
