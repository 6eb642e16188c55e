import HTML
import Testing

@Suite("A link")
struct LinkTests {
    @Test(arguments: [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "\tjavascript:alert(1)",
        "java\nscript:alert(1)", "java\tscript:alert(1)", "\u{1}javascript:alert(1)", "javascript\u{0}:alert(1)",
        "javascript\n:alert(1)", "vbscript:msgbox(1)", "data:text/html,<script>alert(1)</script>",
        "data:image/svg+xml;base64,PHN2Zz4=", "blob:https://a.example/1", "file:///etc/passwd", "view-source:x",
        "//evil.example", "\\\\evil.example", "/\\evil.example", "jar:https://a.example", ":x", "ｊavascript:x",
        "javascript://a.example/%0Aalert(1)", "feed:javascript:alert(1)",
    ])
    func `that could run something or leave the site unseen is refused`(_ text: String) {
        #expect(Link(text) == nil)
        #expect(Link(stringLiteral: text).text == "#")
    }

    @Test(arguments: [
        "/tickets/1", "tickets?q=a:b", "#top", "", "https://a.example/?x=1&y=2#z", "HTTP://a.example",
        "mailto:a@b.example", "tel:+8610", "javascript%3Aalert(1)", "./a:b", "/搜索?词=客服",
    ])
    func `to a page, a mailbox or a telephone is kept`(_ text: String) {
        #expect(Link(text)?.text == text)
    }

    @Test func `is escaped where it stands`() throws {
        let text = "/find?a=1&b=\"><script>"
        let link = try #require(Link(text))
        #expect("\(a(.href(link)) { "x" })" == #"<a href="/find?a=1&amp;b=&quot;&gt;&lt;script&gt;">x</a>"#)
    }
}
