import HTML
import Testing

/// Texts that have made browsers run something, one trick each.
let attacks = [
    "<script>alert(1)</script>", "</p><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>", "' onmouseover='alert(1)", "\" autofocus onfocus=\"alert(1)",
    "<svg/onload=alert(1)>", "<!--><img src=x onerror=alert(1)>", "]]><script>alert(1)</script>",
    "<iframe srcdoc='<script>alert(1)</script>'>", "<math><mtext></p><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;", "<scr\u{0}ipt>alert(1)</scr\u{0}ipt>",
    "`onerror=alert(1)", "{{constructor.constructor('alert(1)')()}}", "<a href=javascript:alert(1)>", "\u{FEFF}<b>",
    "\u{2028}<b>", "＜script＞", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>", "--><b>", "</textarea><b>", "</title><b>",
]

@Suite("Text that attacks a page")
struct EscapingTests {
    @Test(arguments: attacks)
    func `is only shown when it is content`(_ attack: String) {
        let page = "\(p { attack })"
        #expect(shown(in: page, between: "<p>", and: "</p>") == harmless(attack))
        #expect("\(textarea { attack })".hasSuffix("</textarea>"))
    }

    @Test(arguments: attacks)
    func `stays inside its attribute`(_ attack: String) {
        let page = "\(p(.title(attack)))"
        #expect(shown(in: page, between: #"<p title=""#, and: #""></p>"#) == harmless(attack))
    }

    @Test(arguments: attacks)
    func `stays inside classes, data and values`(_ attack: String) {
        for attribute in [
            Attribute.class(attack), .data("x", attack), .value(attack), .id(attack), .aria("label", attack),
        ] {
            let page = "\(input(attribute))"
            #expect(page.filter { $0 == "<" }.count == 1)
            #expect(page.filter { $0 == ">" }.count == 1)
            #expect(page.filter { $0 == "\"" }.count == 2)
        }
    }

    /// What a browser would show of the escaped text, or nil when there is markup in it.
    private func shown(in page: String, between start: String, and end: String) -> String? {
        guard page.hasPrefix(start), page.hasSuffix(end) else { return nil }
        let inner = page.dropFirst(start.count).dropLast(end.count)
        guard !inner.contains(where: { "<>\"'`".contains($0) }) else { return nil }
        let names = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&#96;": "`", "&amp;": "&"]
        var text = ""
        var rest = inner
        while let character = rest.first {
            if let (name, meaning) = names.first(where: { rest.hasPrefix($0.key) }) {
                text += meaning
                rest = rest.dropFirst(name.count)
            } else {
                text.append(character)
                rest = rest.dropFirst()
            }
        }
        return text
    }

    private func harmless(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? "\u{FFFD}" : $0 }))
    }
}
