import HTML
import Testing

@Suite("HTML")
struct HTMLTests {
    @Test func `elements, attributes, conditions and loops make the page they look like`() {
        let isLate: (Int) -> Bool = { $0 > 1 }
        let late = isLate(2)
        let owner: String? = nil
        let list = ul(.class("board", late ? "late" : nil), .id("waiting")) {
            for number in [1, 2] {
                li { number }
            }
            if late { li { strong { "late" } } } else { li { "fine" } }
            owner
        }
        #expect(
            "\(list)"
                == #"<ul class="board late" id="waiting"><li>1</li><li>2</li><li><strong>late</strong></li></ul>"#
        )
    }

    @Test func `void elements have no end tag, and empty elements have one`() {
        #expect("\(br())" == "<br>")
        #expect("\(input(.type("checkbox"), .checked(), .disabled(false)))" == #"<input type="checkbox" checked>"#)
        #expect("\(span())" == "<span></span>")
    }

    @Test func `an attribute without a value is left out`() {
        #expect("\(p(.class(nil), .title(nil), .data("id", nil), .hidden(false)))" == "<p></p>")
    }

    @Test func `a document names its language`() {
        let page = document(.simplifiedChinese, title: "首问 <1>") {
            stylesheet("/desk.css")
        } body: {
            h1 { "看板" }
        }
        #expect(
            "\(page)" == """
                <!DOCTYPE html>
                <html lang="zh-Hans"><head><meta charset="utf-8">\
                <meta name="viewport" content="width=device-width, initial-scale=1">\
                <title>首问 &lt;1&gt;</title><link rel="stylesheet" href="/desk.css"></head>\
                <body><h1>看板</h1></body></html>
                """
        )
        #expect("\(p(.lang(.english)) { "Hi" })" == #"<p lang="en">Hi</p>"#)
    }

    @Test func `trusted markup is kept as it is`() {
        #expect("\(div { HTML(trusted: "<svg></svg>") })" == "<div><svg></svg></div>")
        #expect("\(style(trusted: "a > b {}"))" == "<style>a > b {}</style>")
        #expect("\(script(trusted: "a && b", nonce: "n\"1"))" == #"<script nonce="n&quot;1">a && b</script>"#)
        #expect("\(script(src: "/desk.js"))" == #"<script src="/desk.js" defer></script>"#)
    }

    @Test func `data for scripts is the same JSON and cannot end its element`() {
        let piece = json(id: "board", #"{"text":"</script><!-- & \#u{2028}客\#u{2029}","é":"\#u{00A8}"}"#.utf8)
        #expect(
            "\(piece)" == #"<script id="board" type="application/json">"#
                + #"{"text":"\u003C/script\u003E\u003C!-- \u0026 \u2028客\u2029","é":"\#u{00A8}"}</script>"#
        )
    }
}
